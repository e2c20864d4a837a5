package io.traceconnector.search.index;

import io.traceconnector.api.TenantId;
import java.util.Optional;

/**
 * The names of fields inside Lucene. Fields of links are spelt {@code <code>:<dotted path>}, one Lucene field for each use of a value, so
 * that a path may hold text in one link and a number in another.
 */
public final class FieldNames {

    /** Workflow and link hash: what makes two documents the same link. */
    public static final String KEY = "_key";

    /** Organisation, workflow and cursor: where a feed delivered the link. */
    static final String PLACE = "_place";

    /** Who may see the document: organisations, each with its tenant, see {@link #owner}; part of every query. */
    public static final String OWNER = "_owner";

    /** A document whose data could not be read to its end, so that nobody can tell what is in it. */
    public static final String UNREADABLE = "_unreadable";

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

    /** The codes of fields that are made of values of the data. */
    private static final String CODES = "tknrpdb";

    private FieldNames() {}

    /** The name of the field of the data of which a Lucene field holds values; empty where it holds anything else. */
    public static Optional<String> dataName(String indexed) {
        boolean ofData = indexed.length() > 2
                && indexed.charAt(1) == ':'
                && CODES.indexOf(indexed.charAt(0)) >= 0
                && !indexed.startsWith(LinkField.PREFIX, 2);
        return ofData ? Optional.of(indexed.substring(2)) : Optional.empty();
    }

    /** A term of {@link #OWNER}. */
    public static String owner(TenantId tenant, String organisation) {
        return tenant + "\n" + organisation;
    }

    /** The organisation in such a term. */
    public static String organisation(String owner) {
        return owner.substring(owner.indexOf('\n') + 1);
    }

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
