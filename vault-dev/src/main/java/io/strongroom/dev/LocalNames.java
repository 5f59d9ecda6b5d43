package io.strongroom.dev;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The names of the installation, which not every system's resolver takes for this machine's (RFC
/// 6761 §6.3 leaves the choice to it).
final class LocalNames {
    static final String HOSTS = "hosts";

    private static final String ADDRESS = "127.0.0.1";
    private static final String VAULT = DemoVault.NAME + ".vault.localhost";
    private static final List<String> ALL =
            List.of("localhost", "management.localhost", "login.localhost", VAULT);

    private LocalNames() {}

    /// Whether this system's resolver knows the demo vault, and with it any other vault.
    static boolean areKnown() {
        try {
            return Stream.of(InetAddress.getAllByName(VAULT))
                    .allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /// Writes the file for `-Djdk.net.hosts.file`, unless it is there: its reader may have added
    /// vaults.
    static void writeHosts(Path file) {
        PrivateFiles.readOrCreate(file, () -> "%s %s%n".formatted(ADDRESS, String.join(" ", ALL)));
    }

    /// What to type on a system that does not know the names.
    ///
    /// @param user name of who types it
    static String cures(Path hosts, String user) {
        return """
        This system does not resolve {vault}. curl and ./dev curl do; for other programs type one of

          echo '{address} {vault}' | {sudo}tee -a /etc/hosts   # this vault; a new one needs a line of its own
          {sudo}apt-get install libnss-myhostname   # all vaults; the package of Debian and Ubuntu
          java -Djdk.net.hosts.file={hosts} …   # one JVM; add vaults of your own to the file
        """
                .replace("{vault}", VAULT)
                .replace("{address}", ADDRESS)
                .replace("{sudo}", user.equals("root") ? "" : "sudo ")
                .replace("{hosts}", EnvFile.shellWord(hosts.toString()));
    }
}
