package io.traceconnector.api;

import java.util.OptionalLong;

/** Shows that the contract can be kept, and how a module's tests run it. */
final class NotebookModuleTest extends ModuleContract<NotebookModule.Settings> {

    @Override
    protected ConnectorModule<NotebookModule.Settings> module() {
        return new NotebookModule();
    }

    @Override
    protected NotebookModule.Settings config() {
        return new NotebookModule.Settings("notes.json");
    }

    @Override
    protected OptionalLong links(RunningModule running) {
        return OptionalLong.of(((NotebookModule.Notebook) running).links());
    }
}
