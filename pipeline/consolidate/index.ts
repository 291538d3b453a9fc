import {
  type Innovation,
  type Mention,
  type OrganisationMentions,
  PARENT_OF_DOMAIN,
} from "../../schemas/innovation.js";
import { joinLikely } from "./cluster.js";
import { compareMentions, type Group, groupOf } from "./group.js";
import { isLikely, usesOf, voteDomain } from "./history.js";
import { innovationIdOf } from "./identity.js";
import { labelOf } from "./label.js";
import { SCORER, type Scorer, scoreAcross, scoreWithin } from "./scorer.js";
import { joinSignatures, type Signature } from "./signature.js";
import { type StemWeights, weighStems } from "./similarity.js";

export { innovationIdOf } from "./identity.js";

/** Rises whenever the same mentions would give other innovations. */
export const CONSOLIDATE_VERSION = 2;

/**
 * Finds the distinct innovations among the mentions of one body, in the order of their first mention. A mention
 * belongs to one innovation; to none where all that is said of the thing may too well be a mistake of the coder.
 * Neither the order of the mentions nor that of the meetings matters.
 */
export function consolidate(input: OrganisationMentions, scorer: Scorer = SCORER): Innovation[] {
  const { groups, weight } = groupMentions(input, scorer);
  const firstMeeting = [...input.meetingDates, ...input.mentions.map((mention) => mention.meetingDate)]
    .sort()
    .at(0);
  const likely = groups.filter(({ mentions }) => isLikely(mentions));
  return likely.map(({ mentions }) => {
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
  const weight = weighStems(reportsOf(start));
  const byMeeting = [...byKey(start, (group) => group.places[0]?.meetingId ?? "").values()];
  const told = byMeeting.flatMap((groups) => joinLikely(groups, scoreWithin(scorer, weight)));
  const groups = joinLikely(told.sort(compareGroups), scoreAcross(scorer, weight));
  return { groups: groups.sort(compareGroups), weight };
}

/** Each mention by itself, oldest first. A passage that comes twice counts once. */
export function startingGroups(input: OrganisationMentions): Group[] {
  const sorted = [...input.mentions].sort(compareMentions);
  const byPassage = new Map(sorted.map((mention) => [mention.passageId, mention]));
  return [...byPassage.values()].map(groupOf);
}

/** What one item of one meeting says, as the unit in which the rarity of a word is counted. */
export function reportsOf(groups: readonly Group[]): { meetingId: string; signature: Signature }[] {
  const reports = byKey(groups, ({ places: [place] }) => `${place?.meetingId}\n${place?.item}`);
  return [...reports.values()].map((report) => ({
    meetingId: report[0]?.places[0]?.meetingId ?? "",
    signature: report.map(({ signature }) => signature).reduce(joinSignatures),
  }));
}

function byKey(groups: readonly Group[], keyOf: (group: Group) => string): Map<string, Group[]> {
  const byKey = new Map<string, Group[]>();
  for (const group of groups) {
    const same = byKey.get(keyOf(group));
    if (same) same.push(group);
    else byKey.set(keyOf(group), [group]);
  }
  return byKey;
}

function compareGroups(a: Group, b: Group): number {
  return compareMentions(a.mentions[0] as Mention, b.mentions[0] as Mention);
}
