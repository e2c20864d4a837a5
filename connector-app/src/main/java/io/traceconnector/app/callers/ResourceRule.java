package io.traceconnector.app.callers;

import java.util.List;

/** Whether a path is within what a credential was narrowed to. */
public interface ResourceRule {

    /** @param path in its simplest form */
    boolean allows(List<String> patterns, String path);
}
