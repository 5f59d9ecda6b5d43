package io.strongroom.it.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A document with blocks that a reader can type. Their marks say what they are for:
///
/// - `sh setup`: once in each terminal, before any other block of the page
/// - `sh run`: typed as it stands; a `text` block that follows at once is what it prints
/// - `sh run TOOL`: the same, for a reader who has that [Tool]
/// - `java Sign.java`: a file that the reader keeps where the commands are typed
record Page(Path file, List<Fence> fences) {
    Page {
        fences = List.copyOf(fences);
    }

    static Page read(Path file) {
        List<Fence> fences = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (Fence.isMark(lines.get(i))) {
                    int end = i + 1;
                    while (!Fence.isMark(lines.get(end))) {
                        end++;
                    }
                    String text = String.join("\n", lines.subList(i + 1, end));
                    fences.add(Fence.of(i + 1, lines.get(i), text));
                    i = end;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Page(file, fences);
    }

    /// What is typed in each new terminal.
    String setup() {
        return fences.stream()
                .filter(fence -> fence.is("setup"))
                .map(fence -> fence.text() + "\n")
                .collect(Collectors.joining());
    }

    List<Fence> files() {
        return fences.stream().filter(Fence::isFile).toList();
    }

    /// The blocks to run, in order.
    List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < fences.size(); i++) {
            if (fences.get(i).is("run")) {
                boolean answered =
                        i + 1 < fences.size() && fences.get(i + 1).language().equals("text");
                examples.add(
                        new Example(
                                "line %d: %s"
                                        .formatted(
                                                fences.get(i).line(),
                                                fences.get(i)
                                                        .text()
                                                        .lines()
                                                        .findFirst()
                                                        .orElse("")),
                                fences.get(i),
                                answered ? fences.get(i + 1).text() : null));
            }
        }
        return examples;
    }

    /// @param printed what the block prints, null if the page does not say
    record Example(String name, Fence block, @Nullable String printed) {}
}
