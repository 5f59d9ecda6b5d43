package io.strongroom.audit;

import io.strongroom.core.state.Transaction;
import java.sql.Connection;

/// A transaction that the audit trail has begun and will end. A change only writes rows with it:
/// `strongroom.tenant` is set, and the rows of table `generation` that it relied on are locked.
///
/// @param connection never committed, rolled back or closed by a change
public record JdbcTransaction(Connection connection) implements Transaction {}
