//! `gradlab completions`: what a shell needs to complete commands, options and file names.

use crate::stdout;
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};
use gradient_lab::Error;

#[derive(Args)]
#[command(after_help = "\
Examples:
  gradlab completions bash > ~/.local/share/bash-completion/completions/gradlab
  gradlab completions zsh > \"${fpath[1]}/_gradlab\"
  gradlab completions fish > ~/.config/fish/completions/gradlab.fish
  gradlab completions powershell >> $PROFILE")]
pub struct Arguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Prints the shell's script, made from the command line `C`.
pub fn print<C: CommandFactory>(arguments: &Arguments) -> Result<(), Error> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut C::command(), "gradlab", &mut script);
    stdout::print(&script)
}
