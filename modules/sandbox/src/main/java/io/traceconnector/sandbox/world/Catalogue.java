package io.traceconnector.sandbox.world;

import io.traceconnector.chainscript.KeySpec;
import java.util.ArrayList;
import java.util.List;

/** The companies and the workflows that every sandbox has. Ids, labels and names never change: data on disk refers to them. */
public final class Catalogue {

    /** What every group may do at any time, also as the first link of a trace. */
    public static final String COMMENT = "comment";

    /** The label of our group in every workflow that we take part in. */
    public static final String OUR_LABEL = "buyer";

    private static final Organisation MERIDIAN = new Organisation(
            "meridian",
            "Meridian Textiles",
            "Lyon",
            "Alice",
            1010,
            List.of(KeySpec.RSA_2048, KeySpec.RSA_4096),
            KeySpec.ED25519);
    private static final Organisation SILKWAY =
            company("silkway", "Silkway Mills", "Prato", "Bruno", 1020, KeySpec.RSA_4096);
    private static final Organisation HARBOUR =
            company("harbour", "Harbour Freight Lines", "Antwerp", "Chantal", 1030, KeySpec.RSA_2048);
    private static final Organisation OCTROI = new Organisation(
            "octroi",
            "Octroi Customs Brokers",
            "Le Havre",
            "Damien",
            1040,
            List.of(KeySpec.RSA_2048),
            KeySpec.RSA_2048);
    private static final Organisation CLEARSIGHT =
            company("clearsight", "Clearsight Laboratory", "Lille", "Emma", 1050, KeySpec.RSA_2048);
    private static final Organisation RIVOLI =
            company("rivoli", "Rivoli Stores", "Paris", "Farid", 1060, KeySpec.RSA_2048);
    private static final Organisation NORTHSEA =
            company("northsea", "North Sea Produce", "Bergen", "Greta", 1070, KeySpec.RSA_2048);

    private Catalogue() {}

    /** Our organisation. */
    public static Organisation ours() {
        return MERIDIAN;
    }

    public static List<Organisation> organisations() {
        return List.of(MERIDIAN, SILKWAY, HARBOUR, OCTROI, CLEARSIGHT, RIVOLI, NORTHSEA);
    }

    public static List<Workflow> workflows() {
        return List.of(orders(), shipments(), customs(), quality(), invoices(), fish());
    }

    /** Encrypted; we take part. */
    public static Workflow orders() {
        return new Draft(201, "Purchase orders", "From the order to the goods on our shelf", true)
                .group(OUR_LABEL, MERIDIAN)
                .group("supplier", SILKWAY)
                .group("carrier", HARBOUR)
                .step("order-placed", "Order placed", OUR_LABEL)
                .step("order-confirmed", "Order confirmed", "supplier")
                .step("production-started", "Production started", "supplier")
                .step("goods-ready", "Goods ready", "supplier")
                .step("pickup-booked", "Pick-up booked", "carrier")
                .step("goods-received", "Goods received", OUR_LABEL)
                .build();
    }

    private static Workflow shipments() {
        return new Draft(202, "Shipments", "Containers from the mill to the shop", true)
                .group("supplier", SILKWAY)
                .group("carrier", HARBOUR)
                .group("retailer", RIVOLI)
                .group(OUR_LABEL, MERIDIAN)
                .step("shipment-announced", "Shipment announced", "supplier")
                .step("container-loaded", "Container loaded", "carrier")
                .step("departed", "Departed", "carrier")
                .step("arrived", "Arrived", "carrier")
                .step("delivered", "Delivered", "retailer")
                .step("delivery-checked", "Delivery checked", OUR_LABEL)
                .build();
    }

    private static Workflow customs() {
        return new Draft(203, "Customs clearance", "Declarations, duties and release", true)
                .group("broker", OCTROI)
                .group("carrier", HARBOUR)
                .group(OUR_LABEL, MERIDIAN)
                .step("declaration-prepared", "Declaration prepared", "broker")
                .step("documents-added", "Documents added", "carrier")
                .step("duties-assessed", "Duties assessed", "broker")
                .step("duties-approved", "Duties approved", OUR_LABEL)
                .step("released", "Released", "broker")
                .build();
    }

    /** Second generation; we take part. */
    public static Workflow quality() {
        return new Draft(204, "Quality control", "Inspections, tests and what follows", false)
                .group(OUR_LABEL, MERIDIAN)
                .group("supplier", SILKWAY)
                .group("laboratory", CLEARSIGHT)
                .step("inspection-requested", "Inspection requested", OUR_LABEL)
                .step("sample-sent", "Sample sent", "supplier")
                .step("sample-tested", "Sample tested", "laboratory")
                .step("verdict-given", "Verdict given", "laboratory")
                .step("corrective-action", "Corrective action", "supplier")
                .step("case-closed", "Case closed", OUR_LABEL)
                .build();
    }

    private static Workflow invoices() {
        return new Draft(205, "Invoices", "From the invoice to the payment", true)
                .group("carrier", HARBOUR)
                .group("retailer", RIVOLI)
                .group(OUR_LABEL, MERIDIAN)
                .step("invoice-issued", "Invoice issued", "carrier")
                .step("invoice-checked", "Invoice checked", OUR_LABEL)
                .step("cost-shared", "Cost shared", "retailer")
                .step("payment-scheduled", "Payment scheduled", OUR_LABEL)
                .step("payment-made", "Payment made", OUR_LABEL)
                .build();
    }

    /** Encrypted; we take no part, and never see it. */
    private static Workflow fish() {
        return new Draft(206, "Fresh fish", "From the boat to the counter", true)
                .group("fishery", NORTHSEA)
                .group("carrier", HARBOUR)
                .group("retailer", RIVOLI)
                .step("catch-landed", "Catch landed", "fishery")
                .step("lot-collected", "Lot collected", "carrier")
                .step("lot-delivered", "Lot delivered", "retailer")
                .build();
    }

    private static Organisation company(
            String name, String title, String city, String person, long account, KeySpec encryption) {
        return new Organisation(name, title, city, person, account, List.of(encryption), KeySpec.ED25519);
    }

    /** A workflow in the making. */
    private static final class Draft {
        private final long id;
        private final String name;
        private final String description;
        private final boolean encrypted;
        private final List<String> labels = new ArrayList<>();
        private final List<Organisation> owners = new ArrayList<>();
        private final List<Action> actions = new ArrayList<>();

        Draft(long id, String name, String description, boolean encrypted) {
            this.id = id;
            this.name = name;
            this.description = description;
            this.encrypted = encrypted;
        }

        Draft group(String label, Organisation owner) {
            labels.add(label);
            owners.add(owner);
            return this;
        }

        Draft step(String key, String title, String label) {
            actions.add(new Action(key, title, label));
            return this;
        }

        Workflow build() {
            actions.add(new Action(COMMENT, "Comment", Action.ANYONE));
            List<Group> groups = new ArrayList<>();
            for (String label : labels) {
                Organisation owner = owners.get(groups.size());
                List<String> keys = actions.stream()
                        .filter(action -> action.isFor(label))
                        .map(Action::key)
                        .toList();
                groups.add(new Group(id * 10 + groups.size(), id, label, owner.title(), owner, keys));
            }
            return new Workflow(id, name, description, encrypted, id + 4000, groups, actions);
        }
    }
}
