package io.traceconnector.app.trace;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What Trace means by refusing a link, told by its message: there is nothing else to go by. Only the first is documented (trace-protocol
 * section 5.1); the others are several wordings of one thing, and what matches none is a refusal for another reason.
 */
final class LinkRefusal {

    private static final Pattern CONFIG = Pattern.compile("config(uration)? (is )?(deprecated|outdated|not active)");

    /** Known to be about something else, whatever words of the link they quote. */
    private static final Pattern OTHER = Pattern.compile("^(form data is not valid|action \")");

    private static final Pattern HEAD = Pattern.compile(
            // Another link follows the parent already.
            "\\bprev(ious)?[_ ]?link|\\b(not|no longer) (on |at )?(the |its )?(trace'?s )?(current )?head\\b|\\bhead (has )?(moved|changed)\\b"
                    + "|\\bparent\\b.*\\b(head|child|children|degree|follow(ed|er))\\b|\\bout[_ ]?degree\\b"
                    // The trace has its first link, or the link is there.
                    + "|\\bfirst link\\b.*\\balready\\b|\\balready\\b.*\\bfirst link\\b"
                    + "|\\b(link|trace|map)\\b.*\\balready exists\\b|\\b(link|trace|map)\\b.*\\bexists already\\b|\\bduplicate key\\b");

    private LinkRefusal() {}

    /**
     * Judges an error of an answer in which no link was created.
     *
     * @param status as the error states it, else that of the answer
     */
    static Sending of(int status, String message) {
        String words = message.toLowerCase(Locale.ROOT);
        String told = GraphqlErrors.printable(message);
        if (CONFIG.matcher(words).find()) {
            return new Sending.ConfigDeprecated(told);
        }
        if (!OTHER.matcher(words).find() && HEAD.matcher(words).find()) {
            return new Sending.HeadMoved(told);
        }
        return new Sending.Refused(status, told);
    }
}
