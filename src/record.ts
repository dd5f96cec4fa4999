import { toActionError } from './core/errors.ts';
import type { Report } from './core/report.ts';
import { counts } from './core/result.ts';
import type { Ports } from './ports.ts';
import { targetOf } from './previous.ts';

/**
 * Has GitHub remember what an apply made the tenant follow: the next one compares with it.
 * @returns what is lost where GitHub refused.
 */
export async function recordApply(report: Report, { inputs, openDeployments }: Ports): Promise<string[]> {
  if (report.mode !== 'apply' || !report.plan) return [];
  const { commit, runUrl } = report.origin;
  try {
    const deployments = await openDeployments();
    await deployments.record({
      ...{ target: targetOf(inputs), commit, manifest: inputs.manifest, runUrl },
      state: report.failure ? 'failure' : 'success',
      description: describe(report),
    });
    return [];
  } catch (thrown) {
    const error = toActionError(thrown);
    if (error.code !== 'github-unavailable') throw error;
    return [
      `This apply is not recorded: should a later one fail, what it was to remove is not tried again. ${error.message} ${error.hint}`,
    ];
  }
}

function describe(report: Report): string {
  const { additions, updates, removals } = counts(report);
  const { override, failure } = report;
  const parts = [
    `${additions} added, ${updates} updated, ${removals} removed`,
    failure?.code ?? '',
    override ? `${override.label} set by ${override.by || 'somebody'}` : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}
