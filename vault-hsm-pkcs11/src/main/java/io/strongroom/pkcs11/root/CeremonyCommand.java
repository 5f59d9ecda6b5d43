package io.strongroom.pkcs11.root;

import io.strongroom.pkcs11.session.HsmStartException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The ceremony as a command.
public final class CeremonyCommand {
    private static final Set<String> REQUIRED =
            Set.of("--module", "--token", "--so-pin-file", "--pin-file");
    private static final String RESERVED = "--reserved";
    private static final String INITIALIZE = "--initialize-token";
    private static final String USAGE =
            """
            usage: ceremony --module FILE --token LABEL --so-pin-file FILE --pin-file FILE
                            [--reserved TEXT] [--initialize-token]

            Makes the root, seal and audit keys on a token that has none of them.
              --module FILE        the vendor's PKCS#11 library
              --token LABEL        label of the token
              --so-pin-file FILE   first line: PIN of the token's security officer
              --pin-file FILE      first line: PIN of the token's user
              --reserved TEXT      what the module wants as pReserved of C_Initialize
              --initialize-token   first initialise an empty token with this label and these PINs
            """;

    private final PrintStream out;
    private final PrintStream err;

    private CeremonyCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs the command.
    ///
    /// @param arguments what follows the word `ceremony`
    /// @return exit code: 0 done, 1 refused, 2 invalid arguments
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return new CeremonyCommand(out, err).run(arguments);
    }

    private int run(List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(USAGE);
            return 0;
        }
        Map<String, String> options = new HashMap<>();
        if (!parse(arguments, options) || !options.keySet().containsAll(REQUIRED)) {
            err.print(USAGE);
            return 2;
        }
        try {
            perform(options);
            return 0;
        } catch (HsmStartException e) {
            err.println("ceremony: " + e.getMessage());
            return 1;
        }
    }

    private void perform(Map<String, String> options) {
        CeremonySettings settings =
                new CeremonySettings(
                        Path.of(options.getOrDefault("--module", "")),
                        options.getOrDefault("--token", ""),
                        Path.of(options.getOrDefault("--so-pin-file", "")),
                        Path.of(options.getOrDefault("--pin-file", "")),
                        options.get(RESERVED));
        if (options.containsKey(INITIALIZE)) {
            TokenSetup.initialize(settings, out);
        }
        Ceremony.perform(settings, out);
    }

    private static boolean parse(List<String> arguments, Map<String, String> options) {
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (name.equals(INITIALIZE)) {
                options.put(name, "");
                continue;
            }
            boolean known = REQUIRED.contains(name) || name.equals(RESERVED);
            if (!known || !rest.hasNext()) {
                return false;
            }
            options.put(name, rest.next());
        }
        return true;
    }
}
