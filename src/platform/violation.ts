/** One row that a policy's query returned: a resource that breaks it. All texts are the Platform's. */
export interface Violation {
  readonly cloud: string;
  readonly resourceType: string;
  readonly accountName: string;
  /** Null where the source table has no account column. */
  readonly accountId: string | null;
  readonly name: string;
  readonly region: string;
  /** `_cq_platform_id`: identifies the resource; may be empty. */
  readonly platformId: string;
}
