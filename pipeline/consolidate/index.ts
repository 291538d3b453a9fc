import { type Innovation, type OrganisationMentions, PARENT_OF_DOMAIN } from "../../schemas/innovation.js";
import { joinLikely } from "./cluster.js";
import { compareMentions, type Group, groupOf, joinGroups } from "./group.js";
import { usesOf, voteDomain } from "./history.js";
import { innovationIdOf } from "./identity.js";
import { labelOf } from "./label.js";
import { SCORER, type Scorer } from "./scorer.js";
import { type StemWeights, weighStems } from "./similarity.js";

export { innovationIdOf } from "./identity.js";

/** Rises whenever the same mentions would give other innovations. */
export const CONSOLIDATE_VERSION = 1;

/**
 * Finds the distinct innovations among the mentions of one body: every mention belongs to exactly one.
 * Ordered by first mention. Neither the order of the mentions nor that of the meetings matters.
 */
export function consolidate(input: OrganisationMentions, scorer: Scorer = SCORER): Innovation[] {
  const { groups, weight } = groupMentions(input, scorer);
  const firstMeeting = [...input.meetingDates, ...input.mentions.map((mention) => mention.meetingDate)]
    .sort()
    .at(0);
  return groups.map(({ mentions }) => {
    const [first, latest] = [mentions[0], mentions.at(-1)];
    if (!first || !latest) throw new Error("An innovation without a mention.");
    const domain = voteDomain(mentions);
    const uses = usesOf(mentions);
    return {
      innovationId: innovationIdOf(input.organisationCode, first.passageId),
      organisationCode: input.organisationCode,
      label: labelOf(mentions, weight),
      domain,
      parentDomain: PARENT_OF_DOMAIN[domain],
      stage: latest.stage,
      firstMentioned: first.meetingDate,
      ...uses,
      inUseAtFirstMeeting: uses.firstInUse !== null && uses.firstInUse === firstMeeting,
      mentions: mentions.map(({ passageId, stage }) => ({ passageId, stage })),
    };
  });
}

/** The mentions in groups of one innovation each, by first mention, and the weights by which they were told apart. */
export function groupMentions(
  input: OrganisationMentions,
  scorer: Scorer = SCORER,
): { groups: Group[]; weight: StemWeights } {
  const start = startingGroups(input);
  const weight = weighStems(reportsOf(start).map((report) => report.signature));
  const groups = joinLikely(start, weight, scorer);
  groups.sort((a, b) => compareMentions(a.mentions[0] as never, b.mentions[0] as never));
  return { groups, weight };
}

/** Each mention by itself, oldest first. A passage that comes twice counts once. */
export function startingGroups(input: OrganisationMentions): Group[] {
  const sorted = [...input.mentions].sort(compareMentions);
  const byPassage = new Map(sorted.map((mention) => [mention.passageId, mention]));
  return [...byPassage.values()].map(groupOf);
}

/** What one item of one meeting says, as the unit in which the rarity of a word is counted. */
export function reportsOf(groups: readonly Group[]): Group[] {
  const reports = new Map<string, Group>();
  for (const group of groups) {
    const place = group.places[0];
    const key = `${place?.meetingId}\n${place?.item}`;
    const report = reports.get(key);
    reports.set(key, report ? joinGroups(report, group) : group);
  }
  return [...reports.values()];
}
