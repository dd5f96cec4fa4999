/** What can happen to a repository and a tenant, as data: fast-check makes it, shrinks it and prints it. */
import fc from 'fast-check';

export const identifiers = ['orders', 'billing', 'stock'].map((name) => `https://api.example.com/${name}`);

/** Names that manifests declare; people write them on the tenant by hand, too. */
const names = ['read:items', 'create:items', 'cancel:items', 'refund:items'] as const;

/** Held by an application wherever it is, so that the guard has something to say. */
export const nameInUse = 'refund:items';

/** Names that only people write. */
const strangers = ['legacy:import', 'adhoc:fix'] as const;

const one = fc.constant;
/** Mostly the first, so that one thing meets another. */
const api = fc.oneof(one('https://api.example.com/orders'), fc.constantFrom(...identifiers));
const name: fc.Arbitrary<string> = fc.constantFrom(...names);
const description: fc.Arbitrary<string> = fc.constantFrom('View the items', 'Look at items and lines', '');

const declare = fc.record({ edit: one('declare'), api, name, description });

const manifestEdit = fc.oneof(
  { weight: 8, arbitrary: declare },
  { weight: 8, arbitrary: fc.record({ edit: one('drop'), api, name }) },
  { weight: 1, arbitrary: fc.record({ edit: one('leave out'), api }) },
  { weight: 1, arbitrary: fc.record({ edit: one('declare nothing of'), api }) },
  { weight: 1, arbitrary: fc.record({ edit: one('break') }) },
);

const byHand = {
  name: fc.constantFrom<string[]>(...names, ...strangers),
  description: fc.constantFrom(undefined, '', 'View the items', 'By hand'),
};

const listEdit = fc.oneof(
  { weight: 4, arbitrary: fc.record({ edit: one('add'), ...byHand }) },
  { weight: 2, arbitrary: fc.record({ edit: one('remove'), name: byHand.name }) },
  { weight: 2, arbitrary: fc.record({ edit: one('describe'), ...byHand }) },
  { weight: 2, arbitrary: fc.record({ edit: one('bring back') }) },
  { weight: 1, arbitrary: fc.record({ edit: one('expose') }) },
);

const rareEdit = fc.record({ edit: fc.constantFrom('delete', 'create') });
const handEdit = fc.oneof({ weight: 12, arbitrary: listEdit }, { weight: 1, arbitrary: rareEdit });

const policy = fc.constantFrom('none', 'strict', 'warn', 'block', 'block', 'require');

/**
 * What becomes of a write: `landed` and `lost` are not known to who sent it, `garbled` is answered with another list, and
 * `killed` lands while the process ends.
 */
const fate = fc.constantFrom('landed', 'lost', 'throttled', 'refused', 'garbled', 'killed');

const nth = fc.integer({ min: 1, max: 6 });
const gitHubPart = fc.constantFrom('deployments', 'begin', 'finish', 'history', 'comments', 'branch', 'files');

const troubles = {
  gitHub: fc.uniqueArray(gitHubPart, { minLength: 1, maxLength: 2 }),
  failingRead: nth,
  fates: fc.array(fate, { minLength: 1, maxLength: 5 }),
  cancelledAt: nth,
  meanwhile: fc.record({ read: fc.integer({ min: 1, max: 3 }), edit: listEdit }),
};
const { gitHub, fates, meanwhile } = troubles;

/** Somebody edits just when an answer is lost. */
const lostMeanwhile = fc.record({
  fates: fc.array(fc.constantFrom('landed', 'landed', 'lost'), { minLength: 1, maxLength: 2 }),
  meanwhile: fc.record({ read: one(2), edit: listEdit }),
});

/** What goes wrong in one run. Nobody edits between the last read and the write: without a lock no one can help that. */
const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  fc.record({ gitHub }),
  fc.record({ fates }),
  fc.record({ meanwhile }),
  lostMeanwhile,
  fc.record({ gitHub, meanwhile }),
  fc.record(troubles, { requiredKeys: [] }),
);

/** What somebody took away by hand is put back between plan and write. */
const returning: fc.Arbitrary<Trouble> = fc.record({
  fates: fc.subarray(['landed'] satisfies Fate[]),
  meanwhile: fc.record({ read: fc.constantFrom(1, 2), edit: fc.record({ edit: one('bring back') }) }),
});

const run = fc.oneof({ weight: 2, arbitrary: one({}) }, { weight: 1, arbitrary: trouble });
const maybe = fc.option(run, { nil: undefined, freq: 4 });
const edits = fc.array(manifestEdit, { minLength: 1, maxLength: 3 });
const newPolicy = fc.option(policy, { nil: undefined, freq: 1 });
const pick = fc.nat(7);

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ step: one('propose'), edits, policy: newPolicy, run }) },
  { weight: 6, arbitrary: fc.record({ step: one('release'), edits, label: fc.boolean(), run }) },
  { weight: 2, arbitrary: fc.record({ step: one('tidy up'), api, name, edits, run: fc.oneof(run, returning) }) },
  { weight: 4, arbitrary: fc.record({ step: one('adopt'), api, name, drops: fc.nat(3), apply: maybe }) },
  {
    weight: 3,
    arbitrary: fc.record({ step: one('cross'), api, name, other: name, when: fc.constantFrom('before', 'after') }),
  },
  { weight: 4, arbitrary: fc.record({ step: one('revert'), label: fc.boolean(), apply: maybe }) },
  { weight: 3, arbitrary: fc.record({ step: one('merge'), pull: pick, label: fc.boolean(), apply: maybe }) },
  {
    weight: 1,
    arbitrary: fc.record({ step: one('plan'), pull: pick, mode: fc.constantFrom('plan', 'validate'), run }),
  },
  { weight: 1, arbitrary: fc.record({ step: one('plan again'), pull: pick, run }) },
  { weight: 3, arbitrary: fc.record({ step: one('push'), edits, apply: maybe }) },
  { weight: 2, arbitrary: fc.record({ step: one('force-push'), commit: pick, forgotten: fc.boolean(), apply: maybe }) },
  { weight: 5, arbitrary: fc.record({ step: one('edit by hand'), api, edits: fc.array(handEdit, { maxLength: 3 }) }) },
  { weight: 4, arbitrary: fc.record({ step: one('apply'), push: pick, run }) },
  { weight: 1, arbitrary: fc.record({ step: one('dispatch'), run }) },
  { weight: 1, arbitrary: fc.record({ step: one('label'), pull: pick }) },
);

/** How it begins, and what happens then. Without bias, since short histories of small values say little. */
const begun = fc.record({
  policy,
  manifest: fc.array(declare, { maxLength: 8, size: 'max' }),
  tenant: fc.array(fc.record({ api, edit: listEdit }), { maxLength: 6 }),
  /** The first manifest is applied before anything else happens. */
  applied: fc.boolean(),
  steps: fc.array(step, { maxLength: 8, size: 'max' }),
});
export const history = fc.noBias(begun);

type Of<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

export type ManifestEdit = Of<typeof manifestEdit>;
export type ListEdit = Of<typeof listEdit>;
export type HandEdit = Of<typeof handEdit>;
export type PolicyName = Of<typeof policy>;
export type Fate = Of<typeof fate>;
export type GitHubPart = Of<typeof gitHubPart>;
export type Trouble = Partial<{ [Kind in keyof typeof troubles]: Of<(typeof troubles)[Kind]> }>;
export type Step = Of<typeof step>;
export type History = Of<typeof history>;
