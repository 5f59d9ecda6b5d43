/// The audit trail in PostgreSQL: one record per operation, chained for each node, durable before
/// the answer leaves; its encoding, its verifier, and how a tenant's log is read.
///
/// `docs/audit-format.md` describes the records. What an event says is the core's affair.
@NullMarked
package io.strongroom.audit;

import org.jspecify.annotations.NullMarked;
