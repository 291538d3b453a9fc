import type { Command } from "commander";

/** Width of help texts in the reference, whatever the terminal. */
const WIDTH = 100;

/** The reference of all commands: exactly what `--help` says of each. */
export function writeCliReference(program: Command): string {
  const sections = [program, ...allCommands(program)].map((command) => {
    const level = command === program ? "##" : "###";
    return `${level} ${nameOf(command)}\n\n\`\`\`\n${helpOf(command)}\n\`\`\`\n`;
  });
  return `# The commands\n\nMade from the commands' own help by \`npm run docs:cli\`; a test keeps the two alike.\n\n${sections.join("\n")}`;
}

/** Every command and sub-command, in order. */
export function allCommands(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)]);
}

/** The help of a command as `--help` writes it. */
export function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (piece) => {
      text += piece;
    },
    getOutHelpWidth: () => WIDTH,
  });
  command.outputHelp();
  return text.trimEnd();
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}
