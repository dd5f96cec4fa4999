export const id = 780;
export const ids = [780];
export const modules = {

/***/ 780:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCommandLine: () => (/* binding */ runCommandLine)
});

;// CONCATENATED MODULE: ./lib/adapters/terminal/reporter.js
/**
 * A person's terminal or another program: one document on standard output, and all else on standard error. Nothing is for
 * a runner.
 */
class TerminalReporter {
    /** Whether standard output is to be coloured. Source: https://no-color.org */
    colours;
    /** Writes a file that was asked for. */
    file;
    inWords;
    moves;
    secrets = [];
    status = 'none';
    /** @param inWords says a message in the words of the command line. */
    constructor(file, variables, inWords) {
        const isDumb = variables.TERM === 'dumb';
        this.file = file;
        this.inWords = inWords;
        this.colours = process.stdout.isTTY && !variables.NO_COLOR && !isDumb ? 'colours' : 'plain';
        this.moves = process.stderr.isTTY && !isDumb ? 'status' : 'lines';
    }
    /** What the command is asked for, as it is. Done once it is written, or nobody reads it any more. */
    async document(text) {
        this.clear();
        await new Promise((resolve) => process.stdout.write(this.masked(text), resolve));
    }
    /** What the command is busy with, as long as nothing else is shown; for a person alone. */
    busy(what) {
        if (this.moves === 'lines')
            return;
        process.stderr.write(`\r\u001b[K${this.masked(what)}`);
        this.status = 'shown';
    }
    clear() {
        if (this.status === 'shown')
            process.stderr.write('\r\u001b[K');
        this.status = 'none';
    }
    /** What goes on while the command works. */
    info(line) {
        this.say(line);
    }
    mask(secret) {
        this.secrets.push(secret);
    }
    warning(message) {
        this.say(`warning: ${this.inWords(message)}`);
    }
    /** The document has every problem with its place already. */
    annotate() { }
    /** The document has what a summary has. */
    async summary() { }
    output() { }
    fail(message) {
        this.say(`error: ${this.inWords(message)}`);
    }
    say(line) {
        this.clear();
        process.stderr.write(`${this.masked(line)}\n`);
    }
    /** A terminal's text is pasted into issues. */
    masked(text) {
        return this.secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
    }
}

// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/desk/connect.js + 3 modules
var connect = __webpack_require__(7733);
// EXTERNAL MODULE: ./lib/core/report.js
var core_report = __webpack_require__(1565);
// EXTERNAL MODULE: ./lib/modes/drift.js
var drift = __webpack_require__(6547);
// EXTERNAL MODULE: ./lib/modes/plan.js
var plan = __webpack_require__(7549);
// EXTERNAL MODULE: ./lib/modes/validate.js
var validate = __webpack_require__(4432);
// EXTERNAL MODULE: ./lib/perform.js
var perform = __webpack_require__(6110);
// EXTERNAL MODULE: ./lib/read/previous.js + 1 modules
var previous = __webpack_require__(20);
// EXTERNAL MODULE: ./lib/tell/report-files.js
var report_files = __webpack_require__(3563);
// EXTERNAL MODULE: ./lib/core/result.js
var result = __webpack_require__(8490);
// EXTERNAL MODULE: ./lib/render/log.js
var log = __webpack_require__(4858);
// EXTERNAL MODULE: ./lib/render/plan-file.js
var plan_file = __webpack_require__(456);
// EXTERNAL MODULE: ./lib/render/sarif.js
var sarif = __webpack_require__(669);
// EXTERNAL MODULE: ./lib/render/summary.js
var summary = __webpack_require__(6840);
;// CONCATENATED MODULE: ./lib/render/terminal.js
/** Colours for a terminal: of the log's own lines, which are whole and hold no escape of anybody else. */
/** SGR codes of the eight colours that every terminal has, as it shows them. Source: ECMA-48, 8.3.117. */
const codes = {
    bold: [1, 22],
    dim: [2, 22],
    red: [31, 39],
    green: [32, 39],
    yellow: [33, 39],
};
/** How a line begins that is worth a colour; changes are indented by four. */
const beginnings = [
    [/^Auth0 permissions/, 'bold'],
    [/^error (?=.+:\d+:\d+ )/, 'red'],
    [/^warning (?=.+:\d+:\d+ )/, 'yellow'],
    [/^ {4}- .*/, 'red'],
    [/^ {4}\+ .*/, 'green'],
    [/^ {4}! .*/, 'yellow'],
    [/^ {2}(unmanaged, kept|drift):/, 'dim'],
    [/^compared with .*/, 'dim'],
];
/** The line with its colour, and its text unchanged. */
function coloured(line) {
    const known = beginnings.find(([beginning]) => beginning.test(line));
    if (!known)
        return line;
    const [beginning, colour] = known;
    const [on, off] = codes[colour];
    return line.replace(beginning, (text) => `\u001b[${on}m${text}\u001b[${off}m`);
}

// EXTERNAL MODULE: ./lib/render/visible.js
var visible = __webpack_require__(2474);
;// CONCATENATED MODULE: ./lib/desk/tell.js
/** A report as one document for standard output, and as an exit code. */








function documentOf(report, format, look) {
    switch (format) {
        case 'text':
            return linesOf(report, look)
                .map((line) => `${line}\n`)
                .join('');
        case 'markdown':
            return (0,summary/* renderSummary */.B)(report);
        case 'json':
            return (0,plan_file/* renderPlanFile */.w)(report);
        case 'sarif':
            return (0,sarif/* renderSarif */.W)(report);
    }
}
function linesOf(report, { colours, base }) {
    const [heading = '', ...rest] = (0,log/* renderLog */.No)(report);
    const lines = [heading, ...(base?.kind === 'found' ? [comparedLine(base)] : []), ...rest];
    return colours === 'colours' ? lines.map(coloured) : lines;
}
function comparedLine({ commit, ref }) {
    return (0,visible/* logLine */.BP)(`compared with ${(0,core_report/* shortCommit */.A)(commit)}, where HEAD left ${ref}`);
}
/** @param changesEnd how a run without errors ends that found changes. */
function exitCodeOf(report, changesEnd) {
    const { failure, alsoFailed } = report;
    const isDriftAlone = failure?.code === 'drift-found' && alsoFailed.length === 0;
    if (failure && !(isDriftAlone && changesEnd === 3))
        return 1;
    return failure || (0,result/* counts */.tQ)(report).changed ? changesEnd : 0;
}

;// CONCATENATED MODULE: ./lib/desk/run-command.js
/** Carries out what was asked for, on ports that lead neither to GitHub nor to a writer. */










async function runCommand(asked, inputs, desk) {
    const { command } = asked;
    if (command === 'catalogue')
        return await (await __webpack_require__.e(/* import() */ 230).then(__webpack_require__.bind(__webpack_require__, 7230))).tellCatalogue(asked, inputs, desk);
    const base = command === 'plan' ? await planBase(asked, inputs, desk) : undefined;
    const ports = watched((0,connect/* deskPorts */._s)(inputs, base, { folder: desk.place.folder, reporter: desk.reporter }), desk);
    const made = await (0,perform/* perform */.y)(ports, (say) => act(command, ports, say));
    const report = await withFiles(withPolicyNotice(made, base), ports);
    const document = documentOf(report, asked.format, { colours: desk.colours, ...(base && { base }) });
    return { document, failures: failuresOf(report), exitCode: exitCodeOf(report, asked.changesEnd) };
}
/** A first policy counts as it lies there, and says so itself. */
function withPolicyNotice(report, base) {
    const { changes, isFirst } = report.policyShown;
    if (base?.kind !== 'found' || changes.length === 0 || isFirst)
        return report;
    const notice = `The policy of ${(0,core_report/* shortCommit */.A)(base.commit)} counts, as on a pull request; the folder’s is another one.`;
    return { ...report, notices: [notice, ...report.notices] };
}
/** @throws ActionError input-invalid where the ref that was asked for names no commit */
async function planBase(asked, inputs, { place, reporter }) {
    const base = await (0,connect/* readBase */.wZ)(inputs, asked.base, place);
    if (base.kind === 'no commit')
        throw new errors/* ActionError */.lZ('input-invalid', `\`--base\`: ${asked.base} names no commit here.`, base.hint);
    if (base.kind === 'none')
        reporter.warning(`${base.why} ${base.hint}`);
    return base;
}
async function act(command, ports, say) {
    say({ kind: 'chosen', mode: command });
    await modes[command](ports, say);
}
/** The modes of the action. There are no records of applies to read: what was declared where the branch began is ours. */
const modes = {
    validate: validate/* validate */.t,
    plan: async (ports, say) => {
        const { event } = ports.run;
        const since = (0,previous/* sinceCommit */.Ow)('base' in event ? event.base : undefined);
        await (0,plan/* planAgainst */.JY)(ports, say, { since: async () => since, stage: 'plan' });
    },
    drift: async (ports, say) => await (0,drift/* driftSince */.S)(ports, say, async () => (0,previous/* sinceCommit */.Ow)(ports.run.commit)),
    import: async (ports, say) => await (await __webpack_require__.e(/* import() */ 105).then(__webpack_require__.bind(__webpack_require__, 6105))).importManifest(ports, say),
};
function watched(ports, { busy }) {
    const openReader = async (access) => {
        busy(`Asking ${access.domain} …`);
        return await ports.openReader(access);
    };
    return { ...ports, openReader };
}
async function withFiles(report, ports) {
    const { failure } = await (0,report_files/* writeFiles */.h)(report, ports);
    if (!failure)
        return report;
    if (report.failure)
        return { ...report, alsoFailed: [...report.alsoFailed, failure] };
    return { ...report, ...(0,report_files/* unwritten */.p)(report, failure) };
}
function failuresOf({ failure, alsoFailed }) {
    return failure ? [failure, ...alsoFailed] : [];
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./lib/core/spelling.js
var spelling = __webpack_require__(8865);
;// CONCATENATED MODULE: ./lib/desk/commands.js
const formats = ['text', 'markdown', 'json', 'sarif'];
const judging = ['manifest', 'policy', 'environment', 'fail-on', 'format', 'plan-file', 'sarif-file'];
const tenant = ['auth0-domain', 'auth0-client-id', 'auth0-audience'];
/** An audit gets its entry here, and its telling in run-command.ts. */
const commands = {
    validate: {
        summary: 'judges manifest and policy of the folder; asks nobody',
        about: 'Judges the manifest by the policy, as it lies in the folder. Opens no connection.',
        options: [...judging, 'auth0-domain'],
        formats,
        words: 'paths',
        asks: 'nobody',
        examples: ['validate', 'validate permissions/*.yml --fail-on warning', 'validate --format sarif > problems.sarif'],
    },
    plan: {
        summary: 'shows what the folder’s manifest would change on the tenant',
        about: `Judges the manifest, compares it with the tenant, and says what an apply would add, update and remove. Local git says
what the manifest was before: what it declared where the branch left the default branch counts as yours, and is removed
where the folder lacks it; and it is judged by the policy of then, as on a pull request. Work that is not committed
counts. Without domain or secret the manifest is compared with what it was before, and the tenant is not asked.`,
        options: [...judging, ...tenant, 'base', 'exit-code'],
        formats,
        words: 'none',
        asks: 'tenant',
        examples: [
            'plan',
            'plan --domain tenant.eu.auth0.com --client-id ID',
            'plan --base origin/release --format markdown > comment.md',
            'plan --exit-code --format json > plan.json',
        ],
    },
    drift: {
        summary: 'compares the tenant with the folder’s manifest',
        about: `Says how the tenant differs from the manifest of the folder, and ends with 1 where it does. No issue is written.`,
        options: [...judging, ...tenant, 'exit-code'],
        formats,
        words: 'none',
        asks: 'tenant',
        examples: ['drift --domain tenant.eu.auth0.com --client-id ID'],
    },
    import: {
        summary: 'writes what the tenant holds into the manifest',
        about: `Writes what the tenant's APIs hold into the manifest, and where there is no policy yet and names need exceptions, a
policy with them. Nothing is written to the tenant, and nothing that the manifest says already is changed. With
--manifest 'permissions/*.yml' each API gets a file of its own.`,
        options: ['manifest', 'policy', 'environment', 'apis', 'format', ...tenant],
        formats: ['text'],
        words: 'none',
        asks: 'tenant',
        examples: [
            'import --domain tenant.eu.auth0.com --client-id ID',
            "import --domain tenant.eu.auth0.com --client-id ID --apis 'https://api.example.com/*'",
        ],
    },
    catalogue: {
        summary: 'lists all declared permissions, for people to read; asks nobody',
        about: `Lists every permission that the manifest declares, API by API, with its description, whether it is to go, and the API's
identifier in each environment. Opens no connection.`,
        options: ['manifest', 'environment', 'format'],
        formats: ['text', 'markdown', 'json'],
        words: 'none',
        asks: 'nobody',
        examples: ['catalogue', 'catalogue --format markdown > docs/permissions.md'],
    },
};
function commandNamed(word) {
    return commandNames.find((name) => name === word);
}
/** The same as one type, whose literals differ. */
function commandFor(name) {
    return commands[name];
}
// Object.keys knows no names, and these are all there are.
const commandNames = Object.keys(commands);

;// CONCATENATED MODULE: ./lib/desk/options.js
/** Those of them that are inputs have the input's name. */
const options = {
    'auth0-domain': { aliases: ['domain'], value: 'HOST', help: 'the tenant, such as tenant.eu.auth0.com' },
    'auth0-client-id': { aliases: ['client-id'], value: 'ID', help: 'of the machine-to-machine application' },
    'auth0-audience': { aliases: ['audience'], value: 'ID', help: 'of the Management API; for a custom domain' },
    manifest: {
        aliases: [],
        value: 'PATH',
        help: 'the manifest’s paths or globs. Default: .github/permissions.yml',
        multiple: true,
    },
    policy: { aliases: [], value: 'PATH', help: 'what it is judged by. Default: .github/permissions-policy.yml' },
    environment: { aliases: [], value: 'NAME', help: 'picks identifiers that are given by environment' },
    'fail-on': { aliases: [], value: 'SEVERITY', help: 'error, warning or never: what ends with 1. Default: error' },
    'plan-file': { aliases: [], value: 'PATH', help: 'also write the plan there, as JSON' },
    'sarif-file': { aliases: [], value: 'PATH', help: 'also write the problems there, as SARIF 2.1.0' },
    apis: { aliases: [], value: 'ID', help: 'only these APIs; * stands for any text. Default: all', multiple: true },
    base: {
        aliases: [],
        value: 'REF',
        help: 'compare with where HEAD left this branch or commit. Default: the default branch',
    },
    format: { aliases: [], value: 'FORMAT', help: 'of what is written to standard output' },
    'exit-code': { aliases: [], help: 'end with 3 where there are changes' },
};
/** Never on the command line, where every process of the machine can read it. */
const secrets = {
    AUTH0_CLIENT_SECRET: 'auth0-client-secret',
    AUTH0_PRIVATE_KEY: 'auth0-private-key',
    AUTH0_TOKEN: 'auth0-token',
};
/** The option of a spelling, without its dashes; not of what every object has, such as `constructor`. */
function optionNamed(spelling) {
    return optionNames.find((name) => spellingsOf(name).includes(spelling));
}
/** The shortest first. */
function spellingsOf(name) {
    return [...options[name].aliases, name];
}
function optionFor(name) {
    return options[name];
}
// Object.keys knows no names, and these are all there are.
const optionNames = Object.keys(options);

;// CONCATENATED MODULE: ./lib/desk/help.js
/** What the commands take, for people at a terminal. */


const program = 'auth0-permissions';
const exitCodes = `Ends with 0 where all is well, with 1 for errors in the manifest and for what failed, with 2 where the command was not
understood, and with 3 for changes under --exit-code.`;
/** All commands, in short. */
function usage() {
    const width = Math.max(...commandNames.map(({ length }) => length));
    const lines = commandNames.map((name) => `  ${name.padEnd(width)}  ${commandFor(name).summary}`);
    return `Usage: ${program} COMMAND [options]

${lines.join('\n')}

  --help     shows this; behind a command, what it takes
  --version  shows the version

Examples:
  ${program} validate
  ${program} plan --domain tenant.eu.auth0.com --client-id ID

There is no apply: what writes to a tenant goes through a reviewed branch, by the action on GitHub.
${exitCodes}
`;
}
function helpOf(name) {
    const command = commandFor(name);
    const words = command.words === 'paths' ? ' [PATH…]' : '';
    const paths = command.words === 'paths' ? ['PATH… stands for --manifest PATH…, one after the other.', ''] : [];
    const shown = command.examples.map((example) => `  ${program} ${example}`);
    return [
        `Usage: ${program} ${name}${words} [options]`,
        '',
        command.about,
        '',
        ...command.options.flatMap((option) => optionLines(option, command.formats)),
        ...entry('--help', 'shows this'),
        '',
        ...paths,
        'An option whose value ends with … may be given several times. Paths are from the current folder.',
        ...(command.asks === 'tenant' ? [secretText] : []),
        exitCodes,
        '',
        shown.length > 1 ? 'Examples:' : 'Example:',
        ...shown,
        '',
    ].join('\n');
}
const secretText = `The secret comes from the environment alone: ${Object.keys(secrets).join(', ')}.
With a token no client id is needed.`;
function optionLines(name, formats) {
    const { value, help, multiple } = optionFor(name);
    const spellings = spellingsOf(name).map((one) => `--${one}`);
    const told = name === 'format' ? `${help}: ${formats.join(', ')}. Default: text` : help;
    const shown = value === undefined ? '' : ` ${value}${multiple ? '…' : ''}`;
    return entry(`${spellings.join(', ')}${shown}`, told);
}
const column = 28;
/** A long option has its help below. */
function entry(option, help) {
    if (option.length < column)
        return [`  ${option.padEnd(column)}${help}`];
    return [`  ${option}`, `  ${''.padEnd(column)}${help}`];
}

;// CONCATENATED MODULE: ./lib/desk/understand.js
/** What somebody typed as what is to be done, or why it can't be understood. */





/** @param variables of which the secrets count, and nothing else. */
function understand(given, variables) {
    if (given.length === 0)
        return { kind: 'nothing', text: usage() };
    const { tokens } = (0,external_node_util_.parseArgs)({ args: [...given], options: forParser, strict: false, tokens: true });
    const named = tokens.filter((token) => token.kind === 'option');
    const [word, ...words] = tokens.filter((token) => token.kind === 'positional').map(({ value }) => value);
    const asksHelp = named.some(({ name }) => name === 'help' || name === 'h');
    if (asksHelp && word === undefined)
        return { kind: 'help', text: usage() };
    if (named.some(({ name }) => name === 'version'))
        return { kind: 'version' };
    const command = commandNamed(word ?? '');
    if (command === undefined)
        return wrong(named.flatMap(secretProblem)[0] ?? unknownCommand(word));
    if (asksHelp)
        return { kind: 'help', text: helpOf(command) };
    const [why] = [...named.flatMap((one) => optionProblem(one, command)), ...wordProblems({ command, words, named })];
    return why === undefined ? { kind: 'command', asked: ask({ command, words, named }, variables) } : wrong(why);
}
function wrong(why) {
    return { kind: 'wrong', why };
}
const forParser = {
    ...Object.fromEntries(Object.keys(options).flatMap((key) => {
        const name = optionNamed(key);
        if (name === undefined)
            return [];
        const type = optionFor(name).value === undefined ? 'boolean' : 'string';
        return spellingsOf(name).map((spelling) => [spelling, { type, multiple: true }]);
    })),
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean' },
};
function ask({ command, words, named }, variables) {
    const values = Map.groupBy(named, ({ name }) => optionNamed(name));
    const of = (name) => values.get(name)?.map(({ value = '' }) => value) ?? [];
    const paths = words.length > 0 ? words : of('manifest');
    const secret = secretsFor(command, of('auth0-domain').join(), variables);
    const [format = 'text'] = of('format');
    return {
        command,
        format: commandFor(command).formats.find((one) => one === format) ?? 'text',
        base: of('base')[0],
        changesEnd: values.has('exit-code') ? 3 : 0,
        input: (name) => {
            if (name === 'mode')
                return command === 'catalogue' ? 'validate' : command;
            if (name === 'comment')
                return 'never';
            if (name === 'manifest')
                return paths.join('\n');
            const option = optionNamed(name);
            return secret.get(name) ?? (option === undefined ? '' : of(option).join('\n'));
        },
    };
}
/** What asks nobody has no use for them; and without a domain there is nobody to ask. */
function secretsFor(command, domain, variables) {
    const isUsed = commandFor(command).asks === 'tenant' && domain !== '';
    const used = isUsed ? Object.entries(secrets) : [];
    return new Map(used.map(([variable, input]) => [input, variables[variable]?.trim() ?? '']));
}
function unknownCommand(word) {
    if (word === undefined)
        return `A command is missing; there are ${commandNames.join(', ')}.`;
    if (word === 'apply')
        return noApply;
    return `There is no command \`${word}\`. ${(0,spelling/* didYouMean */.au)(word, commandNames)}`;
}
const noApply = 'There is no command `apply`: what writes to a tenant goes through a reviewed branch. Merge the change, and have the ' +
    'action apply it on the push to a protected branch: docs/apply.md.';
/** What follows an option that is not known may be a secret, and is not shown. */
function optionProblem(given, command) {
    const { name, rawName, value, inlineValue } = given;
    const option = optionNamed(name);
    if (option === undefined)
        return [secretProblem(given)[0] ?? unknownOption(given, command)];
    if (!commandFor(command).options.includes(option))
        return [`\`${command}\` has no option \`${rawName}\`.`];
    const takes = optionFor(option).value !== undefined;
    if (!takes)
        return inlineValue ? [`\`${rawName}\` takes no value.`] : [];
    if (!value)
        return [`\`${rawName}\` needs a value.`];
    if (option === 'base' && value.startsWith('-'))
        return ['`--base` needs a branch or commit, and none begins with a dash.'];
    if (!inlineValue && value.startsWith('-'))
        return [`\`${rawName}\` needs a value; one that begins with a dash goes behind a \`=\`.`];
    return option === 'format' ? formatProblem(value, command) : [];
}
function formatProblem(value, command) {
    const accepted = commandFor(command).formats;
    return accepted.includes(value) ? [] : [`\`${command}\` has no format \`${value}\`. ${(0,spelling/* didYouMean */.au)(value, accepted)}`];
}
function unknownOption({ name, rawName }, command) {
    const reason = inputsWithoutOption.get(name);
    if (reason !== undefined)
        return `There is no option \`${rawName}\`: ${reason}.`;
    const known = commandFor(command)
        .options.flatMap(spellingsOf)
        .map((one) => `--${one}`);
    return `There is no option \`${rawName}\`. ${(0,spelling/* didYouMean */.au)(rawName, known)}`;
}
/** Inputs of the action that mean nothing here. */
const inputsWithoutOption = new Map([
    ['mode', 'the command says what to do'],
    ['comment', 'there is no pull request here; `--format markdown` writes what a comment would say'],
    ['github-token', 'GitHub is not asked here'],
]);
function secretProblem({ name }) {
    const variable = Object.keys(secrets).find((one) => secretOptions(one).includes(name));
    return variable === undefined
        ? []
        : [`A secret is not taken from the command line: set the variable \`${variable}\`.`];
}
/** As people would spell it: `client-secret`, `auth0-client-secret`. */
function secretOptions(variable) {
    const name = variable.toLowerCase().replaceAll('_', '-');
    return [name, name.replace('auth0-', '')];
}
/** Words are not shown: one too many may be a secret. */
function wordProblems({ command, words, named }) {
    const counts = Map.groupBy(named, ({ name }) => optionNamed(name));
    const twice = [...counts].filter(([name, all]) => name && !optionFor(name).multiple && all.length > 1);
    const repeated = twice.map(([name = 'format']) => `\`--${spellingsOf(name)[0]}\` is given twice.`);
    if (words.length === 0)
        return repeated;
    if (commandFor(command).words === 'none')
        return [`\`${command}\` takes options alone, each with two dashes.`];
    const both = counts.has('manifest') ? ['The manifest is given twice: as paths, and by `--manifest`.'] : [];
    return [...repeated, ...both];
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./lib/desk/version.js
/** `--help` and `--version`. */



const manifest = schemas/* object */.Ikc({ version: schemas/* string */.YjP() });
/** The version in the package that this file is of, wherever in it it stands: bundled, installed or as source. */
function version(folder = import.meta.dirname) {
    const { data } = manifest.safeParse(readJson((0,external_node_path_.join)(folder, 'package.json')));
    if (data)
        return data.version;
    const above = (0,external_node_path_.dirname)(folder);
    return above === folder ? 'unknown' : version(above);
}
function readJson(path) {
    try {
        return JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
    }
    catch {
        return undefined; // a folder without one, or dist/, whose own has no version
    }
}

;// CONCATENATED MODULE: ./lib/desk/words.js
/** What a sentence calls inputs, settings and places of a workflow, in the words of the command line. */

/** @param sentence one of ours: in a problem's message the same words may be somebody's own. */
function inOptions(sentence) {
    const said = sentence.replaceAll(/(Input |(?:the )?input )?`([a-z0-9-]+)`/g, (whole, _input, name) => {
        const word = wordFor(name);
        return word === undefined ? whole : `\`${word}\``;
    });
    return phrases.reduce((text, [before, after]) => text.replaceAll(before, after), said);
}
function wordFor(input) {
    const variable = Object.keys(secrets).find((one) => secrets[one] === input);
    if (variable !== undefined)
        return variable;
    const option = optionNamed(input);
    return option && `--${spellingsOf(option)[0]}`;
}
const phrases = [
    [' from the secrets of the environment', ''],
    ['the repository’s root', 'the current folder'],
    ['correct them and push again', 'correct them'],
];

// EXTERNAL MODULE: ./lib/local-ports.js
var local_ports = __webpack_require__(7005);
// EXTERNAL MODULE: ./lib/render/failure.js
var render_failure = __webpack_require__(5522);
// EXTERNAL MODULE: ./lib/tell/escaped.js
var escaped = __webpack_require__(6546);
;// CONCATENATED MODULE: ./lib/command-line.js
/** The command line: the same judge at a person's desk and in any CI. */










/** What the action is built for; GitHub brings its own. */
const oldestNode = 24;
/**
 * Never throws. Sets the exit code, and writes one document to standard output: none where nothing was understood.
 * @param given without the program and its file.
 */
async function runCommandLine(given, variables) {
    for (const stream of [process.stdout, process.stderr])
        stream.on('error', unlessClosed);
    const terminal = new TerminalReporter((0,local_ports/* outputsIn */._j)(process.cwd()), variables, inOptions);
    const ended = await answer(given, variables, terminal);
    terminal.clear();
    if (ended.document !== '')
        await terminal.document(ended.document);
    for (const failure of ended.failures)
        (0,escaped/* escaped */.M)(terminal).fail((0,render_failure/* failureText */.k)(failure));
    process.exitCode = ended.exitCode;
}
async function answer(given, variables, terminal) {
    const understood = oldNode() ?? understand(given, variables);
    switch (understood.kind) {
        case 'help':
            return { document: understood.text, failures: [], exitCode: 0 };
        case 'version':
            return { document: `${version()}\n`, failures: [], exitCode: 0 };
        case 'nothing':
            process.stderr.write(understood.text);
            return misunderstood;
        case 'wrong':
            (0,escaped/* escaped */.M)(terminal).fail(`${understood.why} See \`auth0-permissions --help\`.`);
            return misunderstood;
        case 'command':
            return await carryOut(understood.asked, variables, terminal);
    }
}
const misunderstood = { document: '', failures: [], exitCode: 2 };
async function carryOut(asked, variables, terminal) {
    const reporter = (0,escaped/* escaped */.M)(terminal);
    try {
        const inputs = (0,connect/* readInputs */.Ko)(asked, reporter);
        const { colours } = terminal;
        const place = { folder: process.cwd(), variables };
        return await runCommand(asked, inputs, { place, colours, reporter, busy: (what) => terminal.busy(what) });
    }
    catch (thrown) {
        const error = (0,errors/* toActionError */.ie)(thrown);
        return { document: '', failures: [error], exitCode: error.code === 'input-invalid' ? 2 : 1 };
    }
}
function oldNode() {
    const own = process.versions.node;
    if (Number(own.split('.')[0]) >= oldestNode)
        return undefined;
    return { kind: 'wrong', why: `Node.js ${oldestNode} or newer is needed; this is ${own}.` };
}
/** Who pipes it into `head` has read enough; what it writes to the disk is written all the same. */
function unlessClosed(thrown) {
    if (thrown.code !== 'EPIPE')
        throw thrown;
}


/***/ }),

/***/ 7733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _s: () => (/* binding */ deskPorts),
  wZ: () => (/* binding */ readBase),
  Ko: () => (/* binding */ readInputs)
});

// EXTERNAL MODULE: ./lib/adapters/files/patterns.js
var files_patterns = __webpack_require__(477);
// EXTERNAL MODULE: ./lib/adapters/files/source.js
var source = __webpack_require__(8795);
;// CONCATENATED MODULE: ./lib/adapters/git/base.js
/** As git writes them out; the first there is counts. */
const usualRefs = [
    'refs/remotes/origin/HEAD',
    'refs/remotes/origin/main',
    'refs/remotes/origin/master',
    'refs/heads/main',
    'refs/heads/master',
];
/**
 * The merge base of HEAD and a ref, as `git diff REF...` has it.
 * @param ref undefined for the default branch.
 */
async function findBase(git, ref) {
    const place = await git.ask('rev-parse', ['--is-shallow-repository', '--show-prefix']);
    if (place.code !== 0)
        return noRepository(place);
    const [, shallow, prefix = ''] = /^(true|false)\n(.*)\n$/s.exec(place.stdout.toString()) ?? [];
    const isShallow = shallow === 'true';
    const other = await (ref === undefined ? usualRef(git) : commitOf(git, ref));
    if (!other)
        return ref === undefined ? noDefaultBranch : { kind: 'no commit', hint: fetchHint(isShallow) };
    const head = await commitOf(git, 'HEAD');
    if (!head)
        return nothing('There is no commit here yet', 'Commit first.');
    const { code, stdout } = await git.ask('merge-base', [head.commit, other.commit]);
    const [commit = ''] = stdout.toString().split('\n');
    if (code === 0)
        return { kind: 'found', commit, ref: other.ref, repository: { git, prefix } };
    return isShallow ? shallowBase(other.ref) : nothing(`HEAD and ${other.ref} have no commit in common`, refHint);
}
/** Undefined where it names none. What begins with a dash is no ref, and never an option. */
async function commitOf(git, ref, shown = ref) {
    if (ref.startsWith('-'))
        return undefined;
    const { code, stdout } = await git.ask('rev-parse', ['--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
    const commit = stdout.toString().trim();
    return code === 0 && /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(commit) ? { ref: shown, commit } : undefined;
}
async function usualRef(git) {
    for (const ref of usualRefs) {
        const found = await commitOf(git, ref, ref.replace(/^refs\/(remotes|heads)\//, ''));
        if (found)
            return found;
    }
    return undefined;
}
function noRepository({ code, stderr }) {
    if (code === 'no git')
        return nothing('There is no git here', 'Install it, and run this in a clone of the repository.');
    if (/dubious ownership|safe\.directory/.test(stderr))
        return nothing('git does not trust this folder, which is somebody else’s', 'See `git status` for how to say that it may.');
    return nothing('This is not a git repository', 'Run it in a clone of the repository.');
}
function nothing(why, hint) {
    return { kind: 'none', why: `${why}, so nothing counts as removed.`, hint };
}
const refHint = 'Say with `--base REF` what it is to be compared with.';
const noDefaultBranch = nothing('Which branch is the default one is not known', refHint);
function shallowBase(ref) {
    const why = `This clone is shallow and lacks the commit where the branch left ${ref}`;
    return nothing(why, 'Run `git fetch --unshallow` first.');
}
function fetchHint(isShallow) {
    const first = isShallow ? 'This clone is shallow: fetch the branch first, as with' : 'Fetch it first, as with';
    return `${first} \`git fetch origin main\`, or correct it.`;
}

// EXTERNAL MODULE: ./lib/core/document.js
var core_document = __webpack_require__(9282);
// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/openapi-paths.js
var openapi_paths = __webpack_require__(4546);
// EXTERNAL MODULE: ./lib/core/problem.js
var problem = __webpack_require__(5524);
// EXTERNAL MODULE: ./lib/core/report.js
var report = __webpack_require__(1565);
;// CONCATENATED MODULE: ./lib/adapters/git/commit-files.js
/** Files of a commit as git's object store has them: bytes, which no filter has touched. */





/** A commit, and in it what lies at and below a folder; paths are from there. */
class GitCommit {
    folder;
    commit;
    constructor(folder, commit) {
        this.folder = folder;
        this.commit = commit;
    }
    /** Regular files, sorted by path. A link is none: what it was before is not known. @throws ActionError manifest-invalid */
    async files({ matches, bases }) {
        const entries = await this.entries(['-r'], bases.includes('') ? [] : bases);
        const meant = entries.filter((entry) => isRegular(entry) && matches(entry.path));
        return (await this.contents(meant)).sort((a, b) => (0,problem/* compareText */.n6)(a.path, b.path));
    }
    /** @throws ActionError manifest-invalid */
    async list(folder) {
        const entries = await this.entries(['-r'], folder === '' ? [] : [folder]);
        return entries.map(({ path }) => path).filter((path) => !(0,openapi_paths/* isHidden */.dK)(path));
    }
    /** @throws ActionError manifest-invalid, also for a path that is or passes through a link */
    async read(path) {
        const parts = path.split('/');
        const entries = await this.entries([], parts.map((_, index) => parts.slice(0, index + 1).join('/')));
        const link = entries.find(({ mode }) => mode === symbolicLink);
        if (link)
            throw (0,core_document/* linkRefused */.$)(link.path);
        const [file] = await this.contents(entries.filter((entry) => isRegular(entry) && entry.path === path));
        return file;
    }
    async entries(how, paths) {
        const tree = await this.tree();
        if (tree === undefined)
            return [];
        const listed = await this.ask('ls-tree', [...how, '-z', '--full-tree', tree, '--', ...paths]);
        return listed.toString().split('\0').flatMap(readEntry);
    }
    /** Undefined where the commit does not have the folder. */
    async tree() {
        const { git, prefix } = this.folder;
        if (prefix === '')
            return this.commit;
        const name = `${this.commit}:${prefix.slice(0, -1)}`;
        const { code, stdout } = await git.ask('rev-parse', ['--verify', '--quiet', '--end-of-options', name]);
        return code === 0 ? stdout.toString().trim() : undefined;
    }
    /** Sizes first: what is too large is not read. */
    async contents(entries) {
        if (entries.length === 0)
            return [];
        const sizes = await this.ask('cat-file', ['--batch-check=%(objectsize)'], idLines(entries));
        const sized = sizes.toString().trimEnd().split('\n').map(Number);
        const known = entries.map((entry, index) => ({ ...entry, size: sized[index] ?? Number.NaN }));
        if (known.some(({ size }) => !Number.isSafeInteger(size)))
            throw this.unreadable();
        const small = known.filter(({ size }) => size <= core_document/* largestFile */.Ny);
        const contents = small.length === 0 ? Buffer.alloc(0) : await this.ask('cat-file', ['--batch'], idLines(small));
        const bytes = new Map(cutUp(contents, small));
        return known.map(({ path, size }) => ({ path, size, bytes: bytes.get(path) ?? new Uint8Array() }));
    }
    async ask(command, args, input = '') {
        const { code, stdout } = await this.folder.git.ask(command, args, input);
        if (code !== 0)
            throw this.unreadable();
        return stdout;
    }
    unreadable() {
        const commit = (0,report/* shortCommit */.A)(this.commit);
        const hint = `It may be a partial clone: \`git archive ${commit} >/dev/null\` fetches what it lacks.`;
        return new errors/* ActionError */.lZ('manifest-invalid', `git lacks files of ${commit}.`, hint);
    }
}
/** Source: git's documentation, the modes of a tree. */
const symbolicLink = '120000';
function isRegular({ mode }) {
    return mode === '100644' || mode === '100755';
}
/** `<mode> SP <type> SP <object> TAB <path>`. Source: git's documentation, ls-tree, output format. */
function readEntry(line) {
    const [, mode = '', id = '', path] = /^(\d+) \w+ ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    return path === undefined ? [] : [{ mode, id, path }];
}
function idLines(entries) {
    return entries.map(({ id }) => `${id}\n`).join('');
}
/** A header of one line, the content, and a line break, each. Source: git's documentation, cat-file, batch output. */
function* cutUp(contents, files) {
    let at = 0;
    for (const { path, size } of files) {
        const start = contents.indexOf('\n', at) + 1;
        yield [path, contents.subarray(start, start + size)];
        at = start + size + 1;
    }
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./lib/adapters/git/git.js
/**
 * Runs git as what it is here: a reader of objects. A repository is somebody else's text, its configuration, too, which can
 * name programs for git to run: filters, textconv, pagers, fsmonitor, hooks, transports. The commands that are used read
 * the object store alone, and what is set here keeps the rest from running all the same.
 */



class Git {
    folder;
    variables;
    constructor(folder, variables) {
        this.folder = folder;
        this.variables = variables;
    }
    /** Without a shell, and from another folder: Windows looks for programs where it is first. */
    async ask(command, args, input = '') {
        const { promise, resolve } = Promise.withResolvers();
        const child = (0,external_node_child_process_.spawn)('git', ['-C', this.folder, ...settings, command, ...args], {
            cwd: (0,external_node_path_.dirname)(process.execPath),
            env: variablesFor(this.variables),
            stdio: ['pipe', 'pipe', 'pipe'],
            windowsHide: true,
        });
        const [out, error] = [[], []];
        child.stdout.on('data', (chunk) => out.push(chunk));
        child.stderr.on('data', (chunk) => error.push(chunk));
        child.stdin.on('error', () => undefined); // it may end before it has read all
        child.stdin.end(input);
        child.once('error', () => resolve({ code: 'no git', stdout: Buffer.alloc(0), stderr: '' }));
        child.once('close', (code) => {
            resolve({ code: code ?? 1, stdout: Buffer.concat(out), stderr: Buffer.concat(error).toString() });
        });
        return await promise;
    }
}
const settings = [
    '--no-pager',
    '--no-replace-objects',
    '--literal-pathspecs',
    ...['core.fsmonitor=', `core.hooksPath=${external_node_os_.devNull}`, 'protocol.allow=never', 'safe.bareRepository=explicit'].flatMap((setting) => ['-c', setting]),
];
/** What says where git's own settings are, and whose a folder may be; that is the person's, and not the repository's. */
const kept = new Set([
    'GIT_CONFIG_GLOBAL',
    'GIT_CONFIG_SYSTEM',
    'GIT_CONFIG_NOSYSTEM',
    'GIT_CEILING_DIRECTORIES',
    'GIT_DISCOVERY_ACROSS_FILESYSTEM',
]);
/**
 * Other variables of git would lead it elsewhere (a hook that calls us has `GIT_DIR` and `GIT_INDEX_FILE`), and secrets are
 * none of its business. In a clone that lacks objects git would fetch them by itself: the first of these keeps a new git
 * from it, the second, of no protocol at all, an old one, too.
 */
function variablesFor(given) {
    const rest = Object.entries(given).filter(([name]) => kept.has(name) || !/^(GIT|AUTH0|SSH_ASKPASS)/i.test(name));
    return {
        ...Object.fromEntries(rest),
        GIT_NO_LAZY_FETCH: '1',
        GIT_ALLOW_PROTOCOL: 'none',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_TERMINAL_PROMPT: '0',
        GIT_GRAFT_FILE: external_node_os_.devNull,
        LC_ALL: 'C', // its words are told apart
    };
}

// EXTERNAL MODULE: ./lib/inputs/inputs.js + 1 modules
var inputs_inputs = __webpack_require__(505);
// EXTERNAL MODULE: ./lib/local-ports.js
var local_ports = __webpack_require__(7005);
;// CONCATENATED MODULE: ./lib/desk/connect.js
/**
 * Binds the ports of a command: the folder, the local git and the tenant. Nothing here, or loaded from here, leads to
 * GitHub, and nothing writes a tenant.
 */








/** @throws ActionError input-invalid */
function readInputs(asked, reporter) {
    const inputs = (0,inputs_inputs/* parseInputs */.T)(asked.input);
    (0,local_ports/* maskCredentials */.Bs)(inputs, reporter);
    if (inputs.policy.kind === 'file')
        return inputs;
    throw noCentralPolicy();
}
function noCentralPolicy() {
    const hint = 'Give the path of a copy: GitHub is not asked here.';
    return new errors/* ActionError */.lZ('input-invalid', 'Input `policy`: another repository’s can’t be read here.', hint);
}
/** What the local git says that the folder's changes count from; a base whose files can't be read is none. */
async function readBase(inputs, ref, place) {
    const base = await findBase(new Git(place.folder, place.variables), ref);
    if (base.kind !== 'found')
        return base;
    try {
        await new GitCommit(base.repository, base.commit).files((0,files_patterns/* meantBy */.Pn)(inputs.manifest, policyOf(inputs)));
        return base;
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* ActionError */.lZ))
            throw thrown;
        return {
            kind: 'none',
            why: `${thrown.message.replace(/\.$/, '')}, so nothing counts as removed.`,
            hint: thrown.hint,
        };
    }
}
/** @param base undefined where the folder is compared with nothing, as in a validation. */
function deskPorts(inputs, base, at) {
    const found = base?.kind === 'found' ? base : undefined;
    const { signal: cancelled } = new AbortController(); // a signal ends the process, as it does by itself
    const local = (0,local_ports/* localPorts */.ER)(inputs, runOf(found?.commit), { workspace: at.folder, reporter: at.reporter, cancelled });
    return { ...local, files: filesOf(inputs, found, at.folder) };
}
function filesOf(inputs, base, workspace) {
    const policy = policyOf(inputs);
    const open = (commit) => base && new GitCommit(base.repository, commit);
    return new source/* RepositoryFiles */.Y({
        patterns: inputs.manifest,
        policy,
        workspace,
        commit: '',
        readCommit: async (commit) => await open(commit)?.files((0,files_patterns/* meantBy */.Pn)(inputs.manifest, policy)),
        readOther: async (commit, patterns) => await open(commit)?.files((0,files_patterns/* meantBy */.Pn)(patterns, undefined)),
        openCommit: async (commit) => open(commit) ?? { list: async () => [], read: async () => undefined },
        centralPolicy: () => Promise.reject(noCentralPolicy()),
    });
}
function policyOf({ policy }) {
    return policy.kind === 'file' ? policy.path : undefined;
}
/** A run of nobody's workflow, on no commit. */
function runOf(base) {
    return {
        event: { kind: 'command', base },
        eventName: 'a command',
        commit: '',
        branch: undefined,
        refProtected: false,
        repository: '',
        repositoryUrl: '',
        runUrl: '',
        actionUrl: '',
        today: new Date().toISOString().slice(0, 10),
        id: 'command',
    };
}


/***/ })

};
