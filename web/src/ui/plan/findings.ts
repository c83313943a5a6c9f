import type { Finding } from "../../api/types";

export interface FindingGroup {
  rule: string;
  severity: Finding["severity"];
  /** The largest first. */
  items: Finding[];
}

/** Findings by rule: violations before warnings, then by their number. */
export const groupFindings = (findings: readonly Finding[]): FindingGroup[] => {
  const groups = new Map<string, FindingGroup>();
  for (const finding of findings) {
    const group = groups.get(finding.rule) ?? { rule: finding.rule, severity: finding.severity, items: [] };
    group.items.push(finding);
    if (finding.severity === "violation") group.severity = "violation";
    groups.set(finding.rule, group);
  }
  const size = ({ size: given }: Finding): number => given?.value ?? 0;
  for (const { items } of groups.values()) items.sort((a, b) => size(b) - size(a));
  const weight = ({ severity }: FindingGroup): number => (severity === "violation" ? 0 : 1);
  return [...groups.values()].sort((a, b) => weight(a) - weight(b) || b.items.length - a.items.length);
};
