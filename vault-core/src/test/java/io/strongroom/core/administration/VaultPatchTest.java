package io.strongroom.core.administration;

import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.administration.AdministrationFixture.DEMO;
import static io.strongroom.core.administration.AdministrationFixture.assertRefused;
import static io.strongroom.core.administration.AdministrationFixture.retention;
import static io.strongroom.core.administration.AdministrationFixture.sku;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings;
import io.strongroom.core.vault.VaultSettings.Changes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VaultPatchTest {
    private final AdministrationFixture vaults = new AdministrationFixture();

    @Test
    void a_patch_changes_what_it_names_and_leaves_the_rest() {
        Vault patched =
                vaults.patch(
                        contosoAdmin(),
                        DEMO,
                        new Changes(
                                Map.of("new", "tag"),
                                null,
                                true,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null));

        assertThat(patched.settings())
                .isEqualTo(
                        new VaultSettings(
                                Map.of("new", "tag"),
                                "premium",
                                true,
                                false,
                                false,
                                90,
                                false,
                                List.of(),
                                false,
                                null));
        assertThat(vaults.patch(contosoAdmin(), DEMO, Changes.NONE).settings())
                .isEqualTo(patched.settings());
    }

    @Test
    void a_patch_is_held_to_the_same_limits_as_a_put() {
        assertRefused(
                400, "SkuNotSupported", () -> vaults.patch(contosoAdmin(), DEMO, sku("basic")));
        assertRefused(400, "BadRequest", () -> vaults.patch(contosoAdmin(), DEMO, retention(7)));
    }
}
