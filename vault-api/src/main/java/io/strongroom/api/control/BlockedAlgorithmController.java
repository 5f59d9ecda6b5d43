package io.strongroom.api.control;

import static io.strongroom.api.control.ControlVersions.KEY_VAULT;
import static io.strongroom.api.control.ResourcePath.place;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.api.arm.Recorded;
import io.strongroom.core.audit.Action;
import io.strongroom.core.blocking.BlockedAlgorithms;
import io.strongroom.core.permission.Right;
import java.io.IOException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The algorithms that are blocked on a key.
@RestController
@RequestMapping(
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{vault}/keys/{key}/blockedAlgorithms")
public final class BlockedAlgorithmController {
    private final ControlPlane plane;
    private final BlockedAlgorithms blocked;

    public BlockedAlgorithmController(ControlPlane plane, BlockedAlgorithms blocked) {
        this.plane = plane;
        this.blocked = blocked;
    }

    /// A blocked algorithm.
    record BlockedAlgorithmJson(String name) {}

    @GetMapping
    @Recorded(value = Action.KEY_BLOCK_LIST, right = Right.BLOCKED_ALGORITHMS_READ)
    void list(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                KEY_VAULT,
                visit -> blocked.list(visit, place(exchange), ResourcePath.key(exchange)),
                names -> ListJson.of(names.stream().map(BlockedAlgorithmJson::new).toList()));
    }

    @DeleteMapping("/{algorithm}")
    @Recorded(value = Action.KEY_BLOCK_CLEAR, right = Right.BLOCKED_ALGORITHMS_CLEAR)
    void clear(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                KEY_VAULT,
                visit ->
                        blocked.clear(
                                visit,
                                place(exchange),
                                ResourcePath.key(exchange),
                                ResourcePath.variable(exchange, "algorithm")),
                _ -> null);
    }
}
