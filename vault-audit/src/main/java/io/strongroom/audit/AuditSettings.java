package io.strongroom.audit;

import java.time.Duration;

/// The settings of a node's trail.
///
/// @param node name of this process, unique in the installation; its chain has the same name
/// @param queueCapacity maximum events that are not durable yet, including those whose wait ended
/// @param batchLimit maximum records of one commit
/// @param commitLimit how long a record may take to become durable
public record AuditSettings(String node, int queueCapacity, int batchLimit, Duration commitLimit) {
    private static final int MAX_NODE = 64;

    public AuditSettings {
        if (node.isBlank() || node.length() > MAX_NODE || node.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a node name has 1 to 64 characters");
        }
        if (batchLimit < 1 || queueCapacity < batchLimit) {
            throw new IllegalArgumentException(
                    "batches of " + batchLimit + " from a queue of " + queueCapacity);
        }
        if (commitLimit.toMillis() < 1) {
            throw new IllegalArgumentException("commit limit of " + commitLimit);
        }
    }

    /// The default settings: up to 4,096 events wait, 512 commit together, within 2 s.
    public static AuditSettings of(String node) {
        return new AuditSettings(node, 4096, 512, Duration.ofSeconds(2));
    }

    /// How long a commit may hang before operations are no longer admitted. Shorter than the commit
    /// limit, so that the last admitted operation is answered soon after the limit.
    Duration hangLimit() {
        return commitLimit.multipliedBy(3).dividedBy(4);
    }
}
