package io.strongroom.postgres;

import io.strongroom.core.state.Transaction;
import java.sql.Connection;

/// A transaction of the audit trail. A change only writes rows with it: `strongroom.tenant` is set,
/// and the rows of table `generation` that it relied on are locked.
///
/// @param connection never committed, rolled back or closed by a change
record JdbcTransaction(Connection connection) implements Transaction {}
