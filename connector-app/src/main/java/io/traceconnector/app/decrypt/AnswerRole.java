package io.traceconnector.app.decrypt;

import java.util.Optional;

/** What a field without selections is to the link it belongs to. */
enum AnswerRole {
    RAW("raw"),
    DATA("data"),
    LINK_HASH("linkHash"),
    META("meta");

    private final String field;

    AnswerRole(String field) {
        this.field = field;
    }

    static Optional<AnswerRole> ofField(String name) {
        for (AnswerRole role : values()) {
            if (role.field.equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
