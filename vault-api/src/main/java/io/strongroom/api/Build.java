package io.strongroom.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What was built.
///
/// @param version of the project
/// @param commit short hash, `-dirty` added if files were changed; `unknown` if it was not built
///   from a repository
record Build(String version, String commit) {
    private static final String UNKNOWN = "unknown";

    /// Reads what the build has written into the jar.
    static Build read() {
        Properties project = properties("/META-INF/build-info.properties");
        Properties repository = properties("/git.properties");
        String commit = repository.getProperty("git.commit.id.abbrev", UNKNOWN);
        boolean dirty = Boolean.parseBoolean(repository.getProperty("git.dirty"));
        return new Build(
                project.getProperty("build.version", UNKNOWN), dirty ? commit + "-dirty" : commit);
    }

    /// Empty if the resource is not there.
    private static Properties properties(String resource) {
        Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream(resource)) {
            if (in != null) {
                properties.load(in);
            }
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "Strongroom " + version + " (" + commit + ")";
    }
}
