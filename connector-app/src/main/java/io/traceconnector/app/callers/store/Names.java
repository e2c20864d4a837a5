package io.traceconnector.app.callers.store;

import io.traceconnector.app.callers.policy.Actions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Forms of what administrators name. */
final class Names {

    /** Roles, actions, plugins. */
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private static final Pattern ACTION = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}:[a-z]{1,32}");
    private static final Pattern PERSON = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,127}");
    private static final int LONGEST_TEXT = 500;
    private static final int MOST = 100;

    private Names() {}

    static void checkRoles(Collection<String> roles) {
        checkCount(roles, "roles");
        roles.forEach(role -> check(WORD, role, "a role"));
    }

    static void checkActions(Collection<String> actions) {
        checkCount(actions, "actions");
        actions.forEach(action -> {
            check(ACTION, action, "an action");
            Actions.problem(action).ifPresent(problem -> {
                throw Refusals.invalid(action + ": " + problem);
            });
        });
    }

    static void checkPlugin(String id) {
        check(WORD, id, "the id of a plugin");
    }

    static void checkPerson(String name) {
        check(PERSON, name, "the name of an operator");
    }

    static void checkText(String text) {
        if (text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw Refusals.invalid("A description has at most " + LONGEST_TEXT + " characters, on one line.");
        }
    }

    /** From where somebody may be used, as it is kept: empty where no ranges are given. */
    static Optional<Networks> networks(List<String> texts) {
        checkCount(texts, "networks");
        try {
            return texts.isEmpty() ? Optional.empty() : Optional.of(new Networks(texts));
        } catch (IllegalArgumentException e) {
            throw Refusals.invalid("networks must be ranges of addresses such as 10.0.0.0/8: " + e.getMessage() + ".");
        }
    }

    static void checkCount(Collection<String> several, String what) {
        if (several.size() > MOST) {
            throw Refusals.invalid("There may be at most " + MOST + " " + what + ".");
        }
    }

    private static void check(Pattern form, String name, String what) {
        if (!form.matcher(name).matches()) {
            throw Refusals.invalid(what.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + what.substring(1)
                    + " must match " + form.pattern() + ".");
        }
    }
}
