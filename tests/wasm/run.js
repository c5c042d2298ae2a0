/** Runs the tests in a module that wasm-bindgen wrote, in Node as in a browser. */

/** What `#[wasm_bindgen_test]` exports begins with this. */
const TEST = "__wbgt_";

/** Runs all of them, and tells each by a line; gives whether all passed. */
export async function runTests(bindings, wasm) {
  const exports = await bindings.default({ module_or_path: wasm });
  const tests = Object.keys(exports).filter((name) => name.startsWith(TEST));
  if (tests.length === 0) return true;
  // What the tests' own runtime expects: through this it calls each test, so that it can catch what that throws.
  globalThis.__wbg_test_invoke = (test) => test();
  // The runtime names each test before it runs it, too; what goes wrong is on `console.error`.
  console.log = () => {};
  const context = new bindings.WasmBindgenTestContext(false);
  return context.run(tests.map((name) => exports[name]));
}
