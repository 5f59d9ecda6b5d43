package io.strongroom.bench;

import io.strongroom.bench.Comparison.Round;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The same signatures by the service of the working tree and by that of another commit, each with
/// an installation of its own. Both run; only the one that is measured has load. They take turns:
/// this, other, other, this, and so on. What happens to the machine then happens to both.
final class CompareBench {
    private final Duration duration;
    private final Points points;
    private final Against against;
    private final Map<Point, List<Round>> measured = new HashMap<>();

    /// @param duration of one measurement
    CompareBench(Duration duration, Points points, Against against) {
        this.duration = duration;
        this.points = points;
        this.against = against;
    }

    void run() throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        Progress.printMachine();
        System.out.println("this=" + Repository.here().workingTree() + " against=" + other());
        MeasuredInstallation here = installation("this", Application.here());
        MeasuredInstallation there = installation("against", Application.of(against.commit()));
        Ceilings ceilings = Ceilings.measure(here, points.algorithms(), duration);
        for (int start = 1; start <= against.starts(); start++) {
            Progress.say("starting both services, %d of %d".formatted(start, against.starts()));
            try (MeasuredService one = here.start();
                    MeasuredService other = there.start()) {
                measure(one, other);
            }
        }
        for (Point point : points.all()) {
            print(point, new Comparison(rounds(point)), ceilings.of(point.algorithm()));
        }
    }

    private static MeasuredInstallation installation(String name, Application application)
            throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        Progress.say("making a new installation: " + name);
        return MeasuredInstallation.make(name, application);
    }

    private void measure(MeasuredService one, MeasuredService other)
            throws IOException, InterruptedException, SQLException {
        for (Algorithm algorithm : points.algorithms()) {
            Progress.say("warming up " + algorithm + " this");
            warmUp(one, algorithm);
            Progress.say("warming up " + algorithm + " " + other());
            warmUp(other, algorithm);
            for (Point point : points.of(algorithm)) {
                for (int i = 0; i < against.rounds(); i++) {
                    addRound(one, other, point);
                }
            }
        }
    }

    private void warmUp(MeasuredService service, Algorithm algorithm)
            throws IOException, InterruptedException, SQLException {
        Load.warmUp(service, points.largest(algorithm));
        service.database().settle();
    }

    private void addRound(MeasuredService one, MeasuredService other, Point point)
            throws IOException, InterruptedException, SQLException {
        List<Round> rounds = rounds(point);
        Round round;
        if (rounds.size() % 2 == 0) {
            Measurement first = measure(one, point);
            round = new Round(first, measure(other, point));
        } else {
            Measurement first = measure(other, point);
            round = new Round(measure(one, point), first);
        }
        rounds.add(round);
        Progress.say(
                "%s round %d of %d: this %.0f/s, %s %.0f/s"
                        .formatted(
                                point,
                                rounds.size(),
                                against.starts() * against.rounds(),
                                round.here().rate(),
                                other(),
                                round.there().rate()));
    }

    private Measurement measure(MeasuredService service, Point point)
            throws IOException, InterruptedException, SQLException {
        Measurement measurement = Load.measure(service, point, duration);
        // what the load left to do is done before the other service is measured
        service.database().settle();
        return measurement;
    }

    private List<Round> rounds(Point point) {
        return measured.computeIfAbsent(point, _ -> new ArrayList<>());
    }

    private String other() {
        return against.commit().name();
    }

    private void print(Point point, Comparison comparison, double ceiling) {
        System.out.println(point + " " + comparison.here().line(ceiling) + " commit=this");
        System.out.println(point + " " + comparison.there().line(ceiling) + " commit=" + other());
        System.out.println(point + " against=" + other() + " " + comparison.line());
    }
}
