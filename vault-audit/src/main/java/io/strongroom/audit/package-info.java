/// The audit trail: one record per operation, chained for each node and durable before the answer
/// leaves. Here are the format of records, the chain, the protocol of its writer and its verifier.
///
/// `docs/audit-format.md` describes the records. Where a chain is kept is a [ChainStore]'s matter;
/// `vault-postgres` has the one for production.
@NullMarked
package io.strongroom.audit;

import org.jspecify.annotations.NullMarked;
