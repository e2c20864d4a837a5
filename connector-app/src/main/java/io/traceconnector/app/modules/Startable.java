package io.traceconnector.app.modules;

import io.traceconnector.api.ConnectorModule;
import io.traceconnector.api.LinkValidator;
import io.traceconnector.api.ModuleContext;
import io.traceconnector.api.RunningModule;

/** A module together with its configuration, which is of its type. */
record Startable<C extends Record>(ConnectorModule<C> module, C config) {

    static <C extends Record> Startable<C> configured(ConnectorModule<C> module, ModuleConfigs configs) {
        return new Startable<>(module, configs.bind(module.id(), module.configType()));
    }

    String id() {
        return module.id();
    }

    boolean judgesLinks() {
        return module.judgesLinks();
    }

    /** @throws ModuleException where what runs is a validator and was not announced as one, or the other way round */
    RunningModule start(ModuleContext context) throws Exception {
        RunningModule running = module.start(config, context);
        if (running instanceof LinkValidator != judgesLinks()) {
            running.close();
            throw new ModuleException("the module " + id()
                    + (judgesLinks()
                            ? " says that it judges links, and does not"
                            : " judges links without saying so (judgesLinks)"));
        }
        return running;
    }
}
