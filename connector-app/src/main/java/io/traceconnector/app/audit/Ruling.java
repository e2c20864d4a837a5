package io.traceconnector.app.audit;

import java.util.List;

/** What was decided about a deed. */
public sealed interface Ruling {

    /** @param rules names of those that decided */
    record Allowed(List<String> rules) implements Ruling {

        public Allowed {
            rules = List.copyOf(rules);
        }
    }

    /**
     * @param status of HTTP that was answered
     * @param code of the problem that was answered
     * @param rules names of those that decided; empty where it did not come to any
     */
    record Refused(int status, String code, List<String> rules) implements Ruling {

        public Refused {
            rules = List.copyOf(rules);
        }
    }
}
