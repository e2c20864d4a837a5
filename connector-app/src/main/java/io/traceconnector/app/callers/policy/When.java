package io.traceconnector.app.callers.policy;

import java.util.Collections;
import java.util.Set;

/** Whom a rule is about. */
sealed interface When {

    boolean matches(Subject subject);

    record Everybody() implements When {
        @Override
        public boolean matches(Subject subject) {
            return true;
        }
    }

    /** Whoever has one of these roles. */
    record HasRole(Set<String> names) implements When {
        @Override
        public boolean matches(Subject subject) {
            return !Collections.disjoint(names, subject.roles());
        }
    }

    /** @param values one of which the claim has; empty where any value will do */
    record HasClaim(String name, Set<String> values) implements When {
        @Override
        public boolean matches(Subject subject) {
            Set<String> has = subject.claim(name);
            return values.isEmpty() ? !has.isEmpty() : !Collections.disjoint(values, has);
        }
    }
}
