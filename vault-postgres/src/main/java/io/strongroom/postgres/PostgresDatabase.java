package io.strongroom.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.strongroom.audit.BrokenChain;
import io.strongroom.audit.ChainRecord;
import io.strongroom.audit.ChainSource;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.budget.FailureCounts;
import io.strongroom.core.event.EventQueue;
import io.strongroom.core.event.KeyEvents;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.schedule.TaskLeases;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.VaultRepository;
import io.strongroom.postgres.ChainVerification.Pace;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The database of the service: an up-to-date schema and a pool of connections to it. Everything
/// that is stored is reached from here.
public final class PostgresDatabase implements AutoCloseable {
    /// With the timeouts of the connections themselves, a stopped database is a 503 within 2.5 s.
    private static final Duration POOL_TIMEOUT = Duration.ofMillis(1500);

    private static final Duration VALIDATION_TIMEOUT = Duration.ofMillis(500);

    /// Connections of the log's readers, beyond the pool's size: of three, one tenant has one.
    private static final int LOG_POOL_SIZE = 3;

    private static final int LOG_PLACES = 1;

    /// With 100,000 keys a pass takes 17 s, and a sixth of a core meanwhile.
    private static final int SWEPT_PER_SECOND = 12_000;

    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final Connections connections;
    private final HikariDataSource logPool;
    private final Connections logConnections;
    private final NewPostings newPostings;
    private final SeenSets seen = new SeenSets();

    private PostgresDatabase(DatabaseSettings settings) {
        this.settings = settings;
        OutageLog outages = new OutageLog(System::nanoTime);
        ConnectionSource source = settings.connections("strongroom").with(StatementLimits::set);
        this.pool = pool("strongroom", source, settings.poolSize(), outages);
        this.connections = new Connections(pool, outages);
        ConnectionSource readers =
                settings.connections("strongroom log")
                        .with(StatementLimits::set)
                        .with(AuditReaders::set);
        this.logPool = pool("strongroom-log", readers, LOG_POOL_SIZE, outages);
        this.logConnections = new Connections(logPool, outages);
        this.newPostings = new NewPostings(logConnections);
    }

    /// Migrates the schema or, without the owner's credentials, requires that it was migrated. Then
    /// opens the pool and checks the role of the service.
    ///
    /// @throws DatabaseStartException if the role cannot log in, the server or the schema is too
    ///   old, or the role has too few privileges or, a [RoleException], too many
    /// @throws org.flywaydb.core.api.FlywayException if the migration fails
    public static PostgresDatabase open(DatabaseSettings settings) {
        ConnectionSource source = settings.connections("strongroom");
        Server.require(source);
        DatabaseSettings.Owner owner = settings.owner();
        if (owner != null) {
            Schema.migrate(settings, owner);
        }
        Schema.requireReadable(source, settings.username());
        if (owner == null) {
            Schema.requireCurrent(settings);
        }
        PostgresDatabase database = new PostgresDatabase(settings);
        try {
            database.connections.run(connection -> {
                Role.requireUnprivileged(connection);
                return true;
            });
            database.auditPartitions().atStart();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// Migrates the schema to this version of the service.
    ///
    /// @throws DatabaseStartException if the owner cannot log in, or the server is too old
    /// @throws org.flywaydb.core.api.FlywayException if the migration fails
    public static Migration migrate(DatabaseSettings settings, DatabaseSettings.Owner owner) {
        Server.require(settings.as(owner).connections("strongroom migration"));
        return Schema.migrate(settings, owner);
    }

    private static HikariDataSource pool(
            String name, ConnectionSource source, int size, OutageLog outages) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(new RetryingDataSource(source, outages));
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(POOL_TIMEOUT.toMillis());
        config.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
        return new HikariDataSource(config);
    }

    /// The pool of the log's readers, of which each tenant has a part.
    public HikariDataSource logPool() {
        return logPool;
    }

    /// The pool of connections.
    public HikariDataSource pool() {
        return pool;
    }

    Connections connections() {
        return connections;
    }

    /// What the database says of itself.
    ///
    /// @throws io.strongroom.core.VaultException if it does not answer
    public DatabaseFacts facts() {
        return Server.facts(connections);
    }

    /// The chain of this node, on a connection of its own.
    public ChainSource auditChain() {
        return new PostgresChainSource(
                settings.connections("strongroom audit"),
                new ChainObserver() {
                    @Override
                    public void opened() {
                        reconnect();
                    }

                    @Override
                    public void changing(List<StateSet> sets) {
                        sets.forEach(seen::requireFollows);
                    }

                    @Override
                    public void changed(List<StateSet> sets) {
                        sets.forEach(set -> seen.saw(set.part(), set.counter()));
                    }

                    @Override
                    public void stored(List<ChainRecord> records) {
                        newPostings.add(records);
                    }
                });
    }

    /// Replaces the connections of the pools. A primary that was replaced while it lives still
    /// answers them, and what they read there is not what the chain's connection changes.
    private void reconnect() {
        pool.getHikariPoolMXBean().softEvictConnections();
        logPool.getHikariPoolMXBean().softEvictConnections();
    }

    public AuditLog auditLog() {
        return new LimitedAuditLog(new PostgresAuditLog(new TenantSql(logConnections)), LOG_PLACES);
    }

    /// The task that makes the partitions of the log ahead of time.
    public AuditPartitions auditPartitions() {
        return new AuditPartitions(connections);
    }

    /// Indexes the records that this node stores.
    public NewPostings newPostings() {
        return newPostings;
    }

    /// The task that indexes what writers have left behind.
    public AuditIndex auditIndex() {
        return new AuditIndex(logConnections);
    }

    /// The task that verifies the chains of all nodes.
    ///
    /// @param alarm gets the places where chains break
    /// @param stored number of records that this node has stored since its start
    public ChainVerification chainVerification(
            Consumer<BrokenChain> alarm, LongSupplier stored, Clock clock) {
        return new ChainVerification(connections, alarm, Pace.DEFAULT, stored, clock);
    }

    /// The task that reads all sealed rows again and again.
    ///
    /// @param alarm records a finding in the log of its tenant, or throws
    /// @param begun records what the first sweep took as it was, or throws
    public StateSweep stateSweep(
            Sealer sealer, Consumer<StateFinding> alarm, Consumer<StateSweep.Begun> begun) {
        return new StateSweep(
                settings.connections("strongroom sweep"),
                connections,
                sealer,
                alarm,
                begun,
                SWEPT_PER_SECOND);
    }

    /// What this node remembers of the sets of sealed rows.
    ///
    /// @param node name of this node
    /// @param alarm records a finding in the log of its tenant, or throws
    public StateWatch stateWatch(Sealer sealer, String node, Consumer<StateFinding> alarm) {
        return new StateWatch(connections, new StateSets(sealer), seen, node, alarm);
    }

    public PostgresInstallation installation() {
        return new PostgresInstallation(connections);
    }

    public VaultRepository vaults(Sealer sealer) {
        return new PostgresVaultRepository(connections, sealer, settings.poolSize() / 2);
    }

    public KeyRepository keys(Sealer sealer) {
        return new PostgresKeyRepository(connections, sealer);
    }

    public FailureCounts failureCounts() {
        return new PostgresFailureCounts(connections);
    }

    public KeyEvents keyEvents() {
        return new PostgresKeyEvents(new TenantSql(connections));
    }

    public EventQueue eventQueue() {
        return new PostgresEventQueue(new TenantSql(connections));
    }

    public TaskLeases taskLeases() {
        return new PostgresTaskLeases(connections);
    }

    @Override
    public void close() {
        logPool.close();
        pool.close();
    }
}
