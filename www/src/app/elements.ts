/** The page's elements by name: `@define` accepts no others. */

import type { ColumnsPanel } from "../panels/columns/columns-panel.ts";
import type { FiguresTable } from "../panels/columns/figures-table.ts";
import type { CurveReader } from "../panels/curves/curve-reader.ts";
import type { CurvesPanel } from "../panels/curves/curves-panel.ts";
import type { FileChoice } from "../panels/file-choice.ts";
import type { HelpDialog } from "../panels/help/help-dialog.ts";
import type { LinkDialog } from "../panels/notice/link-dialog.ts";
import type { NoticePanel } from "../panels/notice/notice-panel.ts";
import type { UpdateBar } from "../panels/notice/update-bar.ts";
import type { OutcomePanel } from "../panels/outcome/outcome-panel.ts";
import type { PictureDialog } from "../panels/picture/picture-dialog.ts";
import type { SaveMenu } from "../panels/save/save-menu.ts";
import type { ControlRow } from "../panels/setup/control-row.ts";
import type { EntryDetails } from "../panels/setup/entry-details.ts";
import type { SetupPanel } from "../panels/setup/setup-panel.ts";
import type { TableDialog } from "../panels/table/table-dialog.ts";
import type { PageActions } from "../panels/toolbar/page-actions.ts";
import type { ToolbarPanel } from "../panels/toolbar/toolbar-panel.ts";
import type { VerdictPanel } from "../panels/verdict/verdict-panel.ts";
import type { LabPage } from "./lab-page.ts";

declare global {
  interface HTMLElementTagNameMap {
    "gradient-lab-columns-panel": ColumnsPanel;
    "gradient-lab-control-row": ControlRow;
    "gradient-lab-curve-reader": CurveReader;
    "gradient-lab-curves-panel": CurvesPanel;
    "gradient-lab-entry-details": EntryDetails;
    "gradient-lab-figures-table": FiguresTable;
    "gradient-lab-file-choice": FileChoice;
    "gradient-lab-help-dialog": HelpDialog;
    "gradient-lab-link-dialog": LinkDialog;
    "gradient-lab-notice-panel": NoticePanel;
    "gradient-lab-outcome-panel": OutcomePanel;
    "gradient-lab-page": LabPage;
    "gradient-lab-page-actions": PageActions;
    "gradient-lab-picture-dialog": PictureDialog;
    "gradient-lab-save-menu": SaveMenu;
    "gradient-lab-setup-panel": SetupPanel;
    "gradient-lab-table-dialog": TableDialog;
    "gradient-lab-toolbar-panel": ToolbarPanel;
    "gradient-lab-update-bar": UpdateBar;
    "gradient-lab-verdict-panel": VerdictPanel;
  }
}
