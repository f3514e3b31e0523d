import { identifierOf } from './identifier.ts';

/** An event of the emulated audit log. */
export interface AuditEntry {
  id: string;
  /** When it happened, in milliseconds since 1970. The list compares this, whatever it shows. */
  at: number;
  type: string;
  email: string;
  /** When it appears in the list; default: when it happens. */
  visibleAt?: number;
  /** `created_at`; default: its time, in the log's precision. */
  shown?: string;
  /** More fields, or other ones. */
  more?: Record<string, unknown>;
}

/** What a test may choose of the audit log, also while it is read. */
export interface AuditLog {
  entries: AuditEntry[];
  order: 'newest-first' | 'oldest-first' | 'shuffled';
  precision: 'seconds' | 'milliseconds' | 'nanoseconds';
  /** What `metadata.total_count` says of so many events, where there is one. */
  total: (count: number) => number;
  /** Whether the Platform's plan includes it. */
  isInPlan: boolean;
}

export function openAuditLog(own: Partial<AuditLog>): AuditLog {
  return {
    entries: [],
    order: 'newest-first',
    precision: 'nanoseconds',
    total: (count) => count,
    isInPlan: true,
    ...own,
  };
}

/** Events of a usual kind; their ids and times are always the same for the same arguments. */
export function auditEntries(count: number, from: number, to: number, name = 'event'): AuditEntry[] {
  const types = ['user.login', 'policy.updated', 'sync.created', 'apikey.deleted'] as const;
  return Array.from({ length: count }, (_, index) => ({
    id: identifierOf(`${name} ${index}`),
    at: Math.floor(from + ((to - from) * (index + 0.5)) / count),
    type: types[index % types.length] ?? 'user.login',
    email: index % 3 === 0 ? 'jane@acme.example' : 'max@acme.example',
  }));
}
