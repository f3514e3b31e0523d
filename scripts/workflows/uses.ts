/** A line `uses: owner/name/path@ref # comment`, in a workflow or in a code block of a page. */
export interface Uses {
  readonly file: string;
  readonly line: number;
  /** `owner/name`, without a path inside of it. */
  readonly repository: string;
  readonly ref: string;
  readonly comment: string;
}

const USES = /^[\s>]*(?:- )?uses:\s*['"]?([\w.-]+\/[\w.-]+)(?:\/[^\s@'"]+)?@([^\s'"#]+)['"]?(?:\s+#\s*(.*?))?\s*$/;
const SHA = /^[0-9a-f]{40}$/;

/** Local ones (`./`) and images have no reference, and are left out. */
export function findUses({ file, text }: { file: string; text: string }): Uses[] {
  return text.split('\n').flatMap((content, index) => {
    const match = USES.exec(content);
    if (match === null) return [];
    const [, repository = '', ref = '', comment = ''] = match;
    return [{ file, line: index + 1, repository, ref, comment }];
  });
}

/** The text with the actions of this repository taken from the checkout, as `./` or `./access`. */
export function pointToCheckout(text: string, ownName: string): string {
  return text.replace(new RegExp(`(uses:\\s*)[\\w.-]+/${ownName}(?:/([\\w/-]+))?@\\S+`, 'g'), '$1./$2');
}

/** A commit can't be moved to other code. */
export function isPinned({ ref }: Uses): boolean {
  return SHA.test(ref);
}

/** A `uses:` of the repository with this name, whoever owns it: pages say `OWNER`. */
export function isOwn({ repository }: Uses, name: string): boolean {
  return repository.endsWith(`/${name}`);
}

/**
 * Actions of others that are not pinned to a commit with its exact version beside it, and versions that are two
 * commits in two places: one of those is a mistake, or worse.
 */
export function findPinProblems(all: readonly Uses[], ownName: string): string[] {
  const commits = new Map<string, Uses>();
  return all
    .filter((uses) => !isOwn(uses, ownName))
    .flatMap((uses) => {
      const at = `${uses.file}:${uses.line}: ${uses.repository}@${uses.ref}`;
      if (!isPinned(uses)) return [`${at} is no commit. Pin it to the 40 digits of one, with "# v1.2.3" behind.`];
      const [version] = uses.comment.split(/\s/);
      if (version === undefined || !/^v\d+\.\d+\.\d+$/.test(version)) {
        return [`${at} has no version beside it, but "${uses.comment}". Write "# v1.2.3" behind.`];
      }
      const first = commits.get(`${uses.repository}@${version}`) ?? uses;
      commits.set(`${uses.repository}@${version}`, first);
      if (first.ref === uses.ref) return [];
      return [`${at} is said to be ${version}, which is ${first.ref} in ${first.file}:${first.line}. Look it up.`];
    });
}

/** Pages and examples that would send a user to another major version than the one that is released. */
export function findOwnRefProblems(all: readonly Uses[], ownName: string, movingTag: string): string[] {
  return all
    .filter((uses) => isOwn(uses, ownName) && !isPinned(uses) && uses.ref !== movingTag)
    .map((uses) => `${uses.file}:${uses.line} says ${uses.repository}@${uses.ref}. It has to be @${movingTag}.`);
}
