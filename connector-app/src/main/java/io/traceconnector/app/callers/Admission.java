package io.traceconnector.app.callers;

import java.util.List;
import java.util.Optional;

/** What came of a request's credentials, and of what it asks. */
public sealed interface Admission {

    record Admitted(CallerSession session) implements Admission {}

    /**
     * Not admitted.
     *
     * @param status of HTTP: 400, 401, 403 or 404
     * @param code stable, lower case with underscores
     * @param detail for the caller; holds nothing of the credentials
     * @param principal for the audit log, where it was recognised
     * @param rules names of those that decided, for the audit log
     */
    record Refused(int status, String code, String detail, Optional<Principal> principal, List<String> rules)
            implements Admission {

        public Refused {
            rules = List.copyOf(rules);
        }

        Refused(int status, String code, String detail, Optional<Principal> principal) {
            this(status, code, detail, principal, List.of());
        }

        static Refused of(int status, String code, String detail) {
            return new Refused(status, code, detail, Optional.empty());
        }
    }

    /**
     * It cannot be said now, because somebody who has to be asked is away; never treated as admitted.
     *
     * @param principal for the audit log, where it was recognised
     * @param rules names of those that decided, for the audit log
     */
    record Unavailable(String code, String detail, Optional<Principal> principal, List<String> rules)
            implements Admission {

        public Unavailable {
            rules = List.copyOf(rules);
        }

        public Unavailable(String code, String detail) {
            this(code, detail, Optional.empty(), List.of());
        }
    }
}
