package io.traceconnector.sandbox.fill;

import java.util.List;

/** The words that generated forms are made of. */
final class Vocabulary {

    static final List<String> FIRST_NAMES = List.of(
            "Amélie",
            "Baptiste",
            "Camille",
            "Dorothée",
            "Étienne",
            "Françoise",
            "Gaël",
            "Hélène",
            "Inès",
            "Jérôme",
            "Kenza",
            "Loïc",
            "Maëlle",
            "Noémie",
            "Océane",
            "Pierre",
            "Quentin",
            "Raphaël",
            "Solène",
            "Théo",
            "Aisling",
            "Brendan",
            "Charlotte",
            "Duncan",
            "Edith",
            "Fergus",
            "Grace",
            "Harriet",
            "Isaac",
            "Joanna",
            "Katarzyna",
            "Lars",
            "Marta",
            "Nikolai",
            "Olga",
            "Paolo",
            "Rosa",
            "Sven",
            "Teresa",
            "Yusuf");

    static final List<String> LAST_NAMES = List.of(
            "Abadie",
            "Beaumont",
            "Chevallier",
            "Delacourt",
            "Esnault",
            "Fontaine",
            "Garnier",
            "Hébrard",
            "Imbert",
            "Joubert",
            "Kerbrat",
            "Lemoine",
            "Maréchal",
            "Noël",
            "Ollivier",
            "Pélissier",
            "Quéméner",
            "Roussel",
            "Saunier",
            "Thévenot",
            "Ashworth",
            "Blackwood",
            "Carmichael",
            "Davenport",
            "Ellery",
            "Fairbairn",
            "Greaves",
            "Hollis",
            "Ibsen",
            "Jansen",
            "Kowalski",
            "Lindqvist",
            "Moretti",
            "Novak",
            "Okafor",
            "Petrov",
            "Rahman",
            "Sato",
            "Tanaka",
            "Weiss");

    static final List<String> CITIES = List.of(
            "Lyon",
            "Marseille",
            "Bordeaux",
            "Nantes",
            "Strasbourg",
            "Saint-Étienne",
            "Besançon",
            "Orléans",
            "Genève",
            "Liège",
            "Bristol",
            "Leeds",
            "Glasgow",
            "Cork",
            "Rotterdam",
            "Hamburg",
            "Gdańsk",
            "Porto",
            "Bologna",
            "Malmö");

    static final List<String> STREETS = List.of(
            "rue des Tanneurs",
            "quai de la Fosse",
            "avenue du Port",
            "place du Marché",
            "chemin des Écluses",
            "boulevard de l'Évêché",
            "Mill Lane",
            "Harbour Street",
            "Weaver's Row",
            "Station Road",
            "Foundry Close",
            "Customs Quay");

    static final List<String> PORTS = List.of(
            "Le Havre",
            "Antwerp",
            "Marseille-Fos",
            "Rotterdam",
            "Genova",
            "Felixstowe",
            "Valencia",
            "Haiphong",
            "Chattogram",
            "Izmir",
            "Tangier",
            "Mumbai");

    static final List<String> VESSELS = List.of(
            "Étoile du Ponant",
            "Grey Heron",
            "Cap Gris-Nez",
            "Northern Lantern",
            "Reine des Dunes",
            "Silver Tern",
            "Vent d'Autan",
            "Amber Coast",
            "Belle de Fécamp",
            "Quiet Harbour");

    static final List<String> COUNTRIES = List.of("FR", "IT", "PT", "TR", "IN", "BD", "VN", "MA", "TN", "GB");

    static final List<String> PRODUCTS = List.of(
            "organic cotton jersey",
            "linen twill",
            "merino knit",
            "recycled polyester lining",
            "silk crêpe",
            "hemp canvas",
            "denim 12 oz",
            "viscose poplin",
            "toile de lin lavée",
            "velours côtelé",
            "drap de laine",
            "popeline de coton",
            "dentelle de Calais",
            "satin duchesse",
            "molleton gratté",
            "serge de Nîmes");

    static final List<String> COLOURS = List.of(
            "ecru",
            "indigo",
            "bottle green",
            "terracotta",
            "slate",
            "bleu nuit",
            "gris perle",
            "jaune moutarde",
            "rouge garance",
            "vert tilleul");

    static final List<String> DEFECTS = List.of(
            "colour fastness to rubbing",
            "pilling after 2,000 cycles",
            "shrinkage above tolerance",
            "formaldehyde content",
            "broken weft",
            "fils tirés",
            "nuance hors tolérance",
            "résistance à la traction",
            "odeur de solvant",
            "étiquetage incomplet");

    static final List<String> SPECIES =
            List.of("cod", "haddock", "saithe", "mackerel", "lieu jaune", "merlu", "lotte", "maquereau");

    static final List<String> ENGLISH = List.of(
            "The forwarder confirmed the slot by phone this morning.",
            "Please compare the quantities with the packing list before signing.",
            "Two cartons were crushed at a corner, the goods inside are dry and unharmed.",
            "We agreed on a partial delivery because the dye house is behind schedule.",
            "The driver waited forty minutes at the gate; no charge was made.",
            "Certificate of origin attached, the original follows by courier.",
            "Samples were taken from the first, the middle and the last roll.",
            "The second instalment is due thirty days after acceptance.",
            "Weather delayed the crossing, expect the vessel one tide later.",
            "Our contact is away until Monday, call the front desk instead.",
            "Seal number checked and photographed on arrival.",
            "The price includes pallets, which we take back on the next round.");

    static final List<String> FRENCH = List.of(
            "Le transporteur a confirmé le créneau ce matin par téléphone.",
            "Merci de vérifier les quantités avec la liste de colisage avant signature.",
            "Deux cartons écrasés dans un angle, la marchandise est sèche et intacte.",
            "Livraison partielle acceptée : la teinturerie a pris du retard.",
            "Le chauffeur a attendu quarante minutes à l'entrée, sans frais.",
            "Certificat d'origine joint, l'original suit par coursier.",
            "Échantillons prélevés sur le premier, le milieu et le dernier rouleau.",
            "Le solde est payable à trente jours après réception.",
            "La météo a retardé la traversée, arrivée prévue à la marée suivante.",
            "Notre interlocutrice est absente jusqu'à lundi, passez par l'accueil.",
            "Numéro de scellé contrôlé et photographié à l'arrivée.",
            "Le prix comprend les palettes, que nous reprenons au prochain passage.");

    static final List<String> TAGS = List.of("urgent", "audited", "export", "à vérifier", "sustainable");

    private Vocabulary() {}
}
