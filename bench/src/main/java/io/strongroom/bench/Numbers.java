package io.strongroom.bench;

import java.util.Locale;

/// The numbers that a load puts in the paths of its requests.
sealed interface Numbers {

    /// None: each request is the same, and the load generator makes it only once.
    record None() implements Numbers {
        @Override
        public String script(String path) {
            return "";
        }

        @Override
        public String first(String path) {
            return path;
        }
    }

    /// Random ones from 0.
    ///
    /// @param below how many there are
    record Random(int below) implements Numbers {
        @Override
        public String script(String path) {
            return formatting("math.random(0, %d)".formatted(below - 1), path);
        }
    }

    /// Each one once.
    ///
    /// @param from the first
    record Fresh(long from) implements Numbers {
        /// More than a thread of the load generator needs.
        private static final long EACH_THREAD = 10_000_000;

        @Override
        public String script(String path) {
            return formatting(
                    String.format(Locale.ROOT, "%d + thread * %d + count", from, EACH_THREAD),
                    path);
        }
    }

    /// The part of a script of wrk that numbers the requests.
    String script(String path);

    /// The path with some number, for the command line.
    default String first(String path) {
        return path.replace("%d", "0");
    }

    private static String formatting(String number, String path) {
        return """
        local threads = 0
        function setup(next) next:set("thread", threads); threads = threads + 1 end
        function init() math.randomseed(thread + 1); count = 0 end
        function request()
          count = count + 1
          return wrk.format(nil, string.format("%s", %s))
        end
        """
                .formatted(path, number);
    }
}
