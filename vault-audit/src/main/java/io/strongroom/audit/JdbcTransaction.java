package io.strongroom.audit;

import io.strongroom.core.Transaction;
import java.sql.Connection;

/// The transaction of a record of the log, in which a change writes its rows. Its connection
/// belongs to the audit trail, has the tenant set, and is neither committed nor closed by a change.
public record JdbcTransaction(Connection connection) implements Transaction {}
