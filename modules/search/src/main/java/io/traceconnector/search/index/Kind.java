package io.traceconnector.search.index;

import java.util.Locale;

/** What the values of a field are. One field of the data has several kinds where links disagree; each kind is searched on its own. */
public enum Kind {
    /** Words, analysed, and beside them the exact text. */
    TEXT('s'),
    /** The exact text only. */
    KEYWORD('k'),
    NUMBER('n'),
    /** Text that is an ISO-8601 date or time; always TEXT too. */
    DATE('d'),
    BOOLEAN('b');

    private final char code;

    Kind(char code) {
        this.code = code;
    }

    /** The term of {@link FieldNames#PRESENT} that a document has when it holds a value of this kind in the field. */
    public String presence(String field) {
        return code + field;
    }

    /** One letter that never changes: it is stored. */
    public char code() {
        return code;
    }

    /** The kind with that letter, which also begins a term of {@link #presence}. */
    public static Kind ofCode(char code) {
        for (Kind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of values has the letter " + code);
    }

    /** The kind as it is spelt outside. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
