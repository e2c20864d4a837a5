package io.traceconnector.search.index;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields that every link has, whatever its data. Their names begin with {@code link.}; data of that name is found under {@code data.link.}. */
public enum LinkField {
    HASH("hash", Kind.KEYWORD),
    TRACE("trace", Kind.KEYWORD),
    WORKFLOW("workflow", Kind.KEYWORD),
    /** Answered from the caller's own organisations alone. */
    ORGANISATION("organisation", Kind.KEYWORD),
    ACTION("action", Kind.KEYWORD),
    STATE("state", Kind.KEYWORD),
    PRIORITY("priority", Kind.NUMBER),
    CREATED_AT("createdAt", Kind.DATE),
    CREATED_BY("createdBy", Kind.KEYWORD),
    GROUP("group", Kind.KEYWORD),
    TAGS("tags", Kind.KEYWORD),
    PARENT("parent", Kind.KEYWORD),
    REFERENCES("references", Kind.KEYWORD),
    ENCRYPTED("encrypted", Kind.BOOLEAN),
    VERIFIED("verified", Kind.BOOLEAN),
    SIGNER("signer", Kind.KEYWORD),
    SIGNED_BY("signedBy", Kind.KEYWORD),
    PARENT_STATE("parentState", Kind.KEYWORD);

    /** Begins the name of every one of them. */
    public static final String PREFIX = "link.";

    private static final Map<String, LinkField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(LinkField::path, Function.identity()));

    private final String path;
    private final Kind kind;

    LinkField(String name, Kind kind) {
        this.path = PREFIX + name;
        this.kind = kind;
    }

    public static Optional<LinkField> named(String path) {
        return Optional.ofNullable(BY_NAME.get(path));
    }

    public String path() {
        return path;
    }

    public Kind kind() {
        return kind;
    }
}
