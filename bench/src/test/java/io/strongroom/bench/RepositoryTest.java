package io.strongroom.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryTest {
    @TempDir Path folder;
    private Repository repository;

    @BeforeEach
    void make() throws Exception {
        repository = new Repository(folder, "git");
        git("init", "--quiet", "--initial-branch=trunk");
        Files.createDirectory(folder.resolve("docs"));
        write("docs/plan.md", "a plan");
        commit();
        git("tag", "planned");
        Files.createDirectory(folder.resolve("vault-dev"));
        write("vault-dev/pom.xml", "<project/>");
        commit();
    }

    @Test
    void a_commit_is_found_by_branch_hash_and_expression() throws Exception {
        String hash = git("rev-parse", "HEAD").strip();
        Commit commit = repository.find("trunk");

        assertThat(commit.hash()).isEqualTo(hash);
        assertThat(hash).startsWith(commit.name()).hasSizeGreaterThan(commit.name().length());
        assertThat(repository.find(hash)).isEqualTo(commit);
        assertThat(repository.find(commit.name())).isEqualTo(commit);
        assertThat(repository.find("HEAD~0")).isEqualTo(commit);
    }

    @Test
    void an_unknown_commit_is_refused() {
        assertRefused("nowhere", "there is no commit \"nowhere\" in this repository");
        assertRefused(
                "0000000000000000000000000000000000000000",
                "there is no commit \"0000000000000000000000000000000000000000\" in this repository");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-q",
                "--all",
                "trunk HEAD",
                "planned..trunk",
                "trunk:docs",
                ":/plan"
            })
    void what_is_not_a_name_never_reaches_git(String name) {
        assertRefused(name, "\"" + name + "\" cannot name a commit");
    }

    @Test
    void a_refusal_is_one_line_whatever_was_typed() {
        assertRefused("trunk\nHEAD\u001b[31m", "\"trunk?HEAD?[31m\" cannot name a commit");
    }

    @Test
    void a_commit_without_the_service_is_refused() {
        assertRefused("planned", "the commit \"planned\" has no vault-dev/pom.xml to build");
    }

    @Test
    void a_folder_without_a_repository_is_refused(@TempDir Path elsewhere) {
        assertThatThrownBy(() -> new Repository(elsewhere, "git").find("trunk"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("--against needs a git clone of the project: fatal: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_folder_inside_another_repository_is_refused() {
        assertThatThrownBy(() -> new Repository(folder.resolve("docs"), "git").find("trunk"))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "--against needs a git clone of the project: this folder is only a part of one");
    }

    @Test
    void a_machine_without_git_is_refused() {
        assertThatThrownBy(() -> new Repository(folder, "no-such-git").find("trunk"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("--against needs git, and it cannot be started: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void the_working_tree_is_dirty_once_a_file_was_changed() throws Exception {
        String name = repository.find("HEAD").name();
        assertThat(repository.workingTree()).isEqualTo(name);

        write("docs/plan.md", "another plan");

        assertThat(repository.workingTree()).isEqualTo(name + "-dirty");
    }

    private void assertRefused(String name, String message) {
        assertThatThrownBy(() -> repository.find(name))
                .isInstanceOf(Refusal.class)
                .hasMessage(message);
    }

    private void write(String file, String text) throws Exception {
        Files.writeString(folder.resolve(file), text);
    }

    private void commit() throws Exception {
        git("add", ".");
        git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "more");
    }

    private String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        return Program.output(builder);
    }
}
