package io.traceconnector.app.decrypt;

import io.traceconnector.api.Payload;
import io.traceconnector.chainscript.LinkData;
import java.util.List;

/** What a link's data is, small enough to be remembered: without the data itself. */
sealed interface Content {

    record Nothing() implements Content {}

    record Clear() implements Content {}

    /** Second generation: the data is the hash of the form beside the link. */
    record Hashed(LinkData.Hashed hash) implements Content {}

    /** @param named all our keys among the recipients, of whichever organisation; empty where it is not for us */
    record Encrypted(List<NamedKey> named) implements Content {}

    /** Stays closed, whoever asks. */
    record Barred(Payload.Reason reason) implements Content {}
}
