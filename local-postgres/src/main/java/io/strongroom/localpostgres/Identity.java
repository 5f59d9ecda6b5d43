package io.strongroom.localpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The user that PostgreSQL runs as. It refuses to run as root, so root opens a user namespace or
/// becomes another user.
///
/// @param prefix the words before every command
/// @param owner `uid:gid` that must own the data, null when the files keep their owner
record Identity(List<String> prefix, @Nullable String owner) {

    static Identity find(Path home) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Identity(List.of(), null);
        }
        if (Commands.exitCode(List.of("unshare", "-U", "id", "-un")) == 0) {
            return new Identity(List.of("unshare", "-U"), null);
        }
        for (String user : List.of("postgres", "nobody")) {
            if (Commands.exitCode(List.of("id", "-u", user)) != 0) {
                continue;
            }
            String uid = Commands.output(List.of("id", "-u", user));
            String gid = Commands.output(List.of("id", "-g", user));
            for (List<String> prefix : waysToBecome(user, uid, gid)) {
                List<String> probe = Commands.join(prefix, List.of("test", "-x", home.toString()));
                if (Commands.exitCode(probe) == 0) {
                    return new Identity(prefix, uid + ":" + gid);
                }
            }
        }
        throw new IllegalStateException(
                "PostgreSQL does not run as root, and this process can neither open a user namespace (unshare -U) nor become another user that can enter "
                        + home
                        + ". Run as a normal user, or give it a database by URL.");
    }

    private static List<List<String>> waysToBecome(String user, String uid, String gid) {
        return List.of(
                List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"),
                List.of("runuser", "-u", user, "--"),
                List.of("su", "-s", "/bin/sh", user, "-c", "exec \"$0\" \"$@\"", "--"));
    }

    /// Makes the path, and all below it, belong to whom PostgreSQL runs as.
    void own(Path path) throws IOException, InterruptedException {
        if (owner != null) {
            Commands.output(List.of("chown", "-R", owner, path.toString()));
        } else if (!prefix.isEmpty() && !Files.getAttribute(path, "unix:uid").equals(0)) {
            Commands.output(List.of("chown", "-R", "0:0", path.toString()));
        }
    }
}
