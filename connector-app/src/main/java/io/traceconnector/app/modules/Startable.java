package io.traceconnector.app.modules;

import io.traceconnector.api.ConnectorModule;
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

    RunningModule start(ModuleContext context) throws Exception {
        return module.start(config, context);
    }
}
