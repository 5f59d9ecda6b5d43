/// The audit trail: one record per operation, chained for each node and durable before the answer
/// leaves. Here are the format of records, the chain, the protocol of its writer and its verifier.
///
/// `docs/audit-format.md` describes the records. This package has no database: a [ChainStore] keeps
/// the chain, and `vault-postgres` implements it.
@NullMarked
package io.strongroom.audit;

import org.jspecify.annotations.NullMarked;
