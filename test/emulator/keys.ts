import { Problem } from './answers.ts';

export type Role = 'ci' | 'general:read' | 'general:write' | 'admin:read' | 'admin:write' | 'schema-only';

export interface ApiKey {
  key: string;
  role: Role;
  expired?: boolean;
}

/** Long, easy to find again, and different in each of its encodings. */
export const DEFAULT_KEY = 'EMULATOR-KEY+do/not=leak_me-7Qx2Vt9/Kp+4Zr8Wb1Ym5Nc3Hd6==';

const WRITERS: readonly Role[] = ['ci', 'general:write', 'admin:write'];

export interface KeyRing {
  add(key: ApiKey): void;
  revoke(key: string): void;
  /** @throws {Problem} 401 without a valid key, 403 where its role may not do this */
  authorize(header: string | undefined, access: 'read' | 'write'): void;
}

export function createKeyRing(keys: readonly ApiKey[]): KeyRing {
  const ring = new Map(keys.map((key) => [key.key, key]));
  return {
    add: (key) => ring.set(key.key, key),
    revoke: (key) => ring.delete(key),
    authorize(header, access) {
      const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
      const key = token === undefined ? undefined : ring.get(token);
      if (key === undefined || key.expired === true) throw new Problem(401, 'Unauthorized');
      const { role } = key;
      if (role === 'schema-only' || (access === 'write' && !WRITERS.includes(role))) {
        throw new Problem(403, 'Forbidden', { errors: [`role ${role} lacks the permission for this action`] });
      }
    },
  };
}
