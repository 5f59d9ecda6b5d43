package io.strongroom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The git repository of the project.
///
/// @param folder root of the working tree
/// @param git the program
record Repository(Path folder, String git) {
    private static final String SERVICE = "vault-dev/pom.xml";

    /// The one that this process was started in.
    static Repository here() {
        return new Repository(Path.of("").toAbsolutePath(), "git");
    }

    /// Finds a commit by a hash, a branch, a tag, or an expression such as `HEAD~3`.
    ///
    /// @throws Refusal when there is no such commit, no repository or no git, or when the commit
    ///   has no service to build
    Commit find(String name) {
        requireRepository();
        // git would take some of these for an option, a path, a search or a range
        if (!name.matches("[^-\\s\\p{Cntrl}:][^\\s\\p{Cntrl}:]*") || name.contains("..")) {
            throw new Refusal("\"%s\" cannot name a commit".formatted(printable(name)));
        }
        Program found = run("rev-parse", "--verify", "--quiet", name + "^{commit}");
        if (found.exitCode() != 0) {
            throw new Refusal("there is no commit \"%s\" in this repository".formatted(name));
        }
        String hash = found.output().strip();
        if (run("cat-file", "-e", hash + ":" + SERVICE).exitCode() != 0) {
            throw new Refusal("the commit \"%s\" has no %s to build".formatted(name, SERVICE));
        }
        return new Commit(hash, run("rev-parse", "--short", hash).output().strip());
    }

    /// The short hash of the commit that is checked out, followed by `-dirty` when a tracked file
    /// was changed.
    String workingTree() {
        return run("describe", "--always", "--dirty", "--exclude", "*").output().strip();
    }

    private void requireRepository() {
        Program prefix = run("rev-parse", "--show-prefix");
        if (prefix.exitCode() != 0) {
            String reason = prefix.errors().lines().findFirst().orElse("git failed");
            throw new Refusal("--against needs a git clone of the project: " + reason);
        }
        if (!prefix.output().isBlank()) {
            throw new Refusal(
                    "--against needs a git clone of the project: this folder is only a part of one");
        }
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    private Program run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(git));
        command.addAll(List.of(arguments));
        try {
            return Program.run(new ProcessBuilder(command).directory(folder.toFile()));
        } catch (IOException e) {
            throw new Refusal("--against needs git, and it cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while git ran", e);
        }
    }
}
