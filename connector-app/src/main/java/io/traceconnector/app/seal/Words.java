package io.traceconnector.app.seal;

/** Words of Trace's in sentences of ours. */
final class Words {

    private static final int LONGEST = 64;

    private Words() {}

    /** In quotes, bounded and printable. */
    static String quoted(String text) {
        return "'" + printable(text) + "'";
    }

    /** Bounded, and without what could make a terminal show something else. */
    static String printable(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.replaceAll("\\p{C}", " ");
    }
}
