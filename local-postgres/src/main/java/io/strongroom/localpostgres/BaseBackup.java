package io.strongroom.localpostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/// Copies the data of a running server for a standby (PostgreSQL 18, §25.3.3): the binaries that
/// are embedded have no `pg_basebackup`.
final class BaseBackup {
    /// Their files belong to the server that runs; the standby makes its own.
    private static final Set<String> EMPTY = Set.of("pg_wal", "pg_replslot", "pg_stat_tmp");

    /// `ALTER SYSTEM` writes the last: a standby that copied the name of the standby that commits
    /// wait for would wait for it once it is promoted.
    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "postgresql.auto.conf");

    private BaseBackup() {}

    static void copy(String url, Path data, Path target) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            Files.walkFileTree(data, new Copy(data, target));
            try (ResultSet stopped =
                    statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                stopped.next();
                Files.writeString(target.resolve("backup_label"), stopped.getString(1));
            }
        }
        Files.createFile(target.resolve("standby.signal"));
    }

    private static final class Copy extends SimpleFileVisitor<Path> {
        private final Path data;
        private final Path target;

        Copy(Path data, Path target) {
            this.data = data;
            this.target = target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            Files.copy(folder, copyOf(folder), StandardCopyOption.COPY_ATTRIBUTES);
            return EMPTY.contains(data.relativize(folder).toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (!LEFT_OUT.contains(data.relativize(file).toString())) {
                try {
                    Files.copy(file, copyOf(file), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (NoSuchFileException removed) {
                    return FileVisitResult.CONTINUE; // the server has removed it meanwhile
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw new UncheckedIOException(failure);
        }

        private Path copyOf(Path path) {
            return target.resolve(data.relativize(path).toString());
        }
    }
}
