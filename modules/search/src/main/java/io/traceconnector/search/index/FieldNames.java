package io.traceconnector.search.index;

/**
 * The names of fields inside Lucene. Fields of links are spelt {@code <code>:<dotted path>}, one Lucene field for each use of a value, so
 * that a path may hold text in one link and a number in another.
 */
public final class FieldNames {

    /** Workflow and link hash: what makes two documents the same link. */
    public static final String KEY = "_key";

    /** Organisation, workflow and cursor: where a feed delivered the link. */
    static final String PLACE = "_place";

    /** The organisations that may see the document; part of every query. */
    public static final String ORGANISATION = "_organisation";

    /** When the link was first stored, as a count; survives redelivery, orders equals and bounds later pages. */
    public static final String SEQUENCE = "_sequence";

    /** Workflow and trace. */
    public static final String TRACE = "_trace";

    /** The fields that a document has, one term for each kind; see {@link Kind#presence}. */
    public static final String PRESENT = "_present";

    /** All words of a link, whatever field they are in. */
    public static final String WORDS = "_words";

    static final String STORED_LINK = "_link";
    static final String STORED_DATA = "_data";
    static final String STORED_METADATA = "_metadata";
    static final String STORED_PLACES = "_places";

    /** Begins a term of {@link #PRESENT} for a field of the data that has no field of its own, since there are too many. */
    public static final char LEFT_OUT = 'x';

    private FieldNames() {}

    /** Analysed words. */
    public static String words(String path) {
        return "t:" + path;
    }

    /** Exact text, cut at {@link LinkDocuments#KEYWORD_LENGTH}. */
    public static String keyword(String path) {
        return "k:" + path;
    }

    /** Numbers as sortable bits, for sorting and counting. */
    public static String number(String path) {
        return "n:" + path;
    }

    /** What a number has beyond its nearest double. */
    public static String numberRest(String path) {
        return "r:" + path;
    }

    /** Numbers as points, for ranges. */
    public static String numberPoint(String path) {
        return "p:" + path;
    }

    /** Milliseconds since 1970. */
    public static String date(String path) {
        return "d:" + path;
    }

    /** {@code true} or {@code false}. */
    public static String bool(String path) {
        return "b:" + path;
    }
}
