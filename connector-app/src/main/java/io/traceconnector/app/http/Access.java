package io.traceconnector.app.http;

import io.traceconnector.app.callers.Demand;
import io.traceconnector.app.callers.SpaceKind;

/** Who may use an operation. */
sealed interface Access {

    /** Anybody, also without a credential. */
    record Open() implements Access {}

    /** Operators of the connector: {@link OnSite}. */
    record Operators() implements Access {}

    /** Anybody; who it is stands in the body, as at a token endpoint, and comes out while the request is served: {@link Identification}. */
    record Entrance() implements Access {}

    record Needs(Demand demand) implements Access {}

    static Access open() {
        return new Open();
    }

    static Access operators() {
        return new Operators();
    }

    static Access entrance() {
        return new Entrance();
    }

    /** Everybody who is recognised. */
    static Access recognised() {
        return new Needs(new Demand.Recognition());
    }

    /** Callers with a token of Account, which goes on to where the request is relayed. */
    static Access account() {
        return new Needs(new Demand.OwnAccount());
    }

    /** Callers who are allowed an action on traces, links, files and what is made of them. */
    static Access operational(String action) {
        return new Needs(new Demand.Grant(action, SpaceKind.OPERATIONAL));
    }

    /** Callers who are allowed an action on the definitions of workflows. */
    static Access definitional(String action) {
        return new Needs(new Demand.Grant(action, SpaceKind.DEFINITIONAL));
    }

    /** Administrators of the tenant that the path names. */
    static Access administration() {
        return new Needs(Demand.Grant.administration());
    }

    /** Administrators of the tenant that the path names, and who is allowed an action on the definitions of its workflows. */
    static Access administrationOr(String action) {
        return new Needs(
                new Demand.OneOf(new Demand.Grant(action, SpaceKind.DEFINITIONAL), Demand.Grant.administration()));
    }
}
