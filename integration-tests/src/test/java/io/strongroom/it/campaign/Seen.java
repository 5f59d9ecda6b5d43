package io.strongroom.it.campaign;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What a round of [Failover] looked like through one node, or through both.
///
/// @param signed calls that were acknowledged
/// @param refused 503
/// @param strange how many answers were neither, by status; 0 for calls without an answer
/// @param meanwhile calls that began and were acknowledged while nothing could be
/// @param lost acknowledged calls without a record
/// @param changed keys and policies whose change was acknowledged
/// @param doubtful keys and policies whose change was refused
/// @param broken changes that were acknowledged and are not there, or refused and there in part
/// @param stored records in doubt that the node found stored
/// @param notStored records in doubt that it did not find
/// @param alarms nodes that said that the store was rolled back
/// @param restarts nodes that did not serve again by themselves
/// @param unusable nodes that did not serve after that restart either
/// @param fromLoss from the loss of the server to the first success; means nothing if a node did
///   not serve again by itself
/// @param fromReturn from the end of the promotion, or of the start of the standby; from the loss
///   when that was later
record Seen(
        long signed,
        long refused,
        Map<Integer, Long> strange,
        long meanwhile,
        long lost,
        long changed,
        long doubtful,
        long broken,
        long stored,
        long notStored,
        long alarms,
        long restarts,
        long unusable,
        Duration fromLoss,
        Duration fromReturn) {
    Seen plus(Seen other) {
        return new Seen(
                signed + other.signed,
                refused + other.refused,
                together(strange, other.strange),
                meanwhile + other.meanwhile,
                lost + other.lost,
                changed + other.changed,
                doubtful + other.doubtful,
                broken + other.broken,
                stored + other.stored,
                notStored + other.notStored,
                alarms + other.alarms,
                restarts + other.restarts,
                unusable + other.unusable,
                later(fromLoss, other.fromLoss),
                later(fromReturn, other.fromReturn));
    }

    private static Map<Integer, Long> together(Map<Integer, Long> one, Map<Integer, Long> other) {
        Map<Integer, Long> sum = new TreeMap<>(one);
        other.forEach((status, count) -> sum.merge(status, count, Long::sum));
        return sum;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /// What must not be in any round whose commits wait for the standby.
    ///
    /// @param limit of the time from the return to the first success
    long breaches(Duration limit) {
        long late = fromReturn.compareTo(limit) > 0 ? 1 : 0;
        long unexpected = strange.values().stream().mapToLong(Long::longValue).sum();
        return unexpected + meanwhile + lost + broken + alarms + restarts + unusable + late;
    }

    /// What must be in a round whose commits do not wait: records are lost, every node says so, and
    /// serves once it is started again.
    ///
    /// @param nodes number of nodes
    long missed(int nodes) {
        return (lost == 0 ? 1 : 0) + (nodes - alarms) + (nodes - restarts) + unusable;
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        counts.put("signed", signed);
        counts.put("refused", refused);
        strange.forEach((status, count) -> counts.put("answered-" + status, count));
        counts.put("acknowledged-meanwhile", meanwhile);
        counts.put("lost", lost);
        counts.put("changes", changed);
        counts.put("changes-refused", doubtful);
        counts.put("changes-broken", broken);
        counts.put("in-doubt-stored", stored);
        counts.put("in-doubt-not-stored", notStored);
        counts.put("alarms", alarms);
        counts.put("restarts", restarts);
        counts.put("unusable", unusable);
        if (restarts == 0) {
            counts.put("from-loss-ms", fromLoss.toMillis());
            counts.put("from-return-ms", fromReturn.toMillis());
        }
        return counts;
    }
}
