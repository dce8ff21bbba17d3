"""Everyday words for event types, by language and category; the first is displayed."""

from collections.abc import Mapping


def _words(**lists: str) -> Mapping[str, tuple[str, ...]]:
    """Return words by category; they are separated by commas."""
    return {
        key.replace("_", " "): tuple(" ".join(words.split()).split(", "))
        for key, words in lists.items()
    }


SYNONYMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": _words(
        motion="motion, motions, movement, movements",
        sound="sound, sounds, noise, noises, audio",
        person=(
            "person, persons, people, human, humans, someone, somebody, anybody, "
            "anyone, visitor, visitors, man, woman, pedestrian"
        ),
        face="face, faces",
        vehicle="vehicle, vehicles, car, cars, truck, trucks",
        animal="animal, animals, pet, pets, dog, dogs, cat, cats",
        package="package, packages, parcel, parcels, delivery",
        plate=(
            "license plate, license plates, licence plate, licence plates, "
            "number plate, number plates, plate, plates"
        ),
        line="line crossing, line crossings, crossing, crossings",
        intrusion="intrusion, intrusions, intruder, intruders, break in",
        crowd="crowd, crowds",
        doorbell="doorbell, doorbell ring, doorbell rings, ring, rings",
        object="object, objects",
        network="network",
        recording="recording, recordings",
        snapshot="snapshot, snapshots",
        memory_card="memory card",
    ),
    "de": _words(
        motion="Bewegung, Bewegungen, Bewegungsereignis, Bewegungsereignisse",
        sound=(
            "Geräusch, Geräusche, Geräuschereignis, Geräuschereignisse, Ton, Töne, "
            "Lärm, Krach, Audio, Klang, Klänge"
        ),
        person=(
            "Person, Personen, Mensch, Menschen, Leute, jemand, jemanden, "
            "Besucher, Besuch, Fußgänger, Mann, Frau"
        ),
        face="Gesicht, Gesichter, Gesichts",
        vehicle="Fahrzeug, Fahrzeuge, Auto, Autos, Wagen, PKW, Lastwagen, LKW, Laster",
        animal="Tier, Tiere, Haustier, Haustiere, Hund, Hunde, Katze, Katzen",
        package="Paket, Pakete, Päckchen, Lieferung, Lieferungen",
        plate="Kennzeichen, Nummernschild, Nummernschilder",
        line="Linienübertritt, Linienübertritte, Linienüberquerung",
        intrusion=(
            "Eindringen, Eindringling, Eindringlinge, Einbruch, Einbrüche, Einbrecher"
        ),
        crowd="Menschenmenge, Menschenmengen, Menschenansammlung",
        doorbell="Klingel, Klingeln, Türklingel, Klingelton",
        object="Objekt, Objekte",
        network="Netzwerk, Netz, WLAN",
        recording="Aufnahme, Aufnahmen, Aufzeichnung, Aufzeichnungen",
        snapshot="Schnappschuss, Schnappschüsse",
        memory_card="Speicherkarte",
    ),
    "fr": _words(
        motion="mouvement, mouvements",
        sound="son, sons, bruit, bruits, audio",
        person=(
            "personne, personnes, gens, humain, humains, quelqu'un, visiteur, "
            "visiteurs, visite, visites, piéton, piétons, homme, hommes, femme, "
            "femmes"
        ),
        face="visage, visages",
        vehicle="véhicule, véhicules, voiture, voitures, auto, autos, camion, camions",
        animal="animal, animaux, chien, chiens, chat, chats",
        package="colis, paquet, paquets, livraison, livraisons",
        plate="plaque d'immatriculation, plaques d'immatriculation, plaque, plaques",
        line=(
            "franchissement de ligne, franchissements de ligne, franchissement, "
            "franchissements"
        ),
        intrusion=(
            "intrusion, intrusions, intrus, cambriolage, cambriolages, "
            "cambrioleur, cambrioleurs"
        ),
        crowd="foule, foules, attroupement, attroupements",
        doorbell="sonnette, coup de sonnette, coups de sonnette",
        object="objet, objets",
        network="réseau",
        recording="enregistrement, enregistrements",
        snapshot="instantané, instantanés",
        memory_card="carte mémoire",
    ),
    "es": _words(
        motion="movimiento, movimientos",
        sound="sonido, sonidos, ruido, ruidos, audio",
        person=(
            "persona, personas, gente, humano, humanos, alguien, visita, visitas, "
            "visitante, visitantes, peatón, peatones, hombre, hombres, mujer, "
            "mujeres"
        ),
        face="cara, caras, rostro, rostros",
        vehicle=(
            "vehículo, vehículos, coche, coches, carro, carros, auto, autos, "
            "camión, camiones"
        ),
        animal="animal, animales, mascota, mascotas, perro, perros, gato, gatos",
        package="paquete, paquetes, entrega, entregas",
        plate="matrícula, matrículas, placa, placas, patente, patentes",
        line="cruce de línea, cruces de línea, cruce, cruces",
        intrusion=(
            "intrusión, intrusiones, intruso, intrusos, ladrón, ladrones, robo, robos"
        ),
        crowd="multitud, multitudes, aglomeración, aglomeraciones",
        doorbell="timbre, timbres, timbrazo, timbrazos",
        object="objeto, objetos",
        network="red",
        recording="grabación, grabaciones",
        snapshot="instantánea, instantáneas",
        memory_card="tarjeta de memoria",
    ),
    "it": _words(
        motion="movimento, movimenti",
        sound="suono, suoni, rumore, rumori, audio",
        person=(
            "persona, persone, gente, umano, umani, qualcuno, visitatore, "
            "visitatori, visita, visite, pedone, pedoni, uomo, uomini, donna, donne"
        ),
        face="viso, visi, volto, volti",
        vehicle=(
            "veicolo, veicoli, auto, automobile, automobili, macchina, macchine, camion"
        ),
        animal="animale, animali, cane, cani, gatto, gatti",
        package="pacco, pacchi, pacchetto, pacchetti, consegna, consegne",
        plate="targa, targhe",
        line=(
            "attraversamento della linea, attraversamenti della linea, "
            "attraversamento, attraversamenti"
        ),
        intrusion="intrusione, intrusioni, intruso, intrusi, ladro, ladri",
        crowd="folla, folle, assembramento, assembramenti",
        doorbell="campanello, campanelli, scampanellata, scampanellate",
        object="oggetto, oggetti",
        network="rete",
        recording="registrazione, registrazioni",
        snapshot="istantanea, istantanee",
        memory_card="scheda di memoria",
    ),
    "nl": _words(
        motion="beweging, bewegingen",
        sound="geluid, geluiden, lawaai, audio",
        person=(
            "persoon, personen, mens, mensen, iemand, bezoeker, bezoekers, bezoek, "
            "voetganger, voetgangers, man, mannen, vrouw, vrouwen"
        ),
        face="gezicht, gezichten",
        vehicle=(
            "voertuig, voertuigen, auto, auto's, wagen, wagens, vrachtwagen, "
            "vrachtwagens"
        ),
        animal="dier, dieren, huisdier, huisdieren, hond, honden, kat, katten",
        package="pakket, pakketten, pakje, pakjes, bezorging, bezorgingen",
        plate=(
            "kenteken, kentekens, nummerplaat, nummerplaten, kentekenplaat, "
            "kentekenplaten"
        ),
        line="lijnoverschrijding, lijnoverschrijdingen",
        intrusion=(
            "indringer, indringers, indringing, inbraak, inbraken, inbreker, inbrekers"
        ),
        crowd="menigte, menigten, menigtes, mensenmenigte, mensenmenigten",
        doorbell="deurbel, deurbellen, bel, belletje",
        object="object, objecten, voorwerp, voorwerpen",
        network="netwerk",
        recording="opname, opnames, opnamen",
        snapshot="momentopname, momentopnames, momentopnamen",
        memory_card="geheugenkaart",
    ),
    "pl": _words(
        motion="ruch, ruchy, ruchów, ruchu",
        sound="dźwięk, dźwięki, dźwięków, hałas, hałasy, hałasów, hałasu, audio",
        person=(
            "osoba, osoby, osób, osobę, człowiek, ludzie, ludzi, ktoś, gość, "
            "goście, gości, pieszy, piesi, pieszych"
        ),
        face="twarz, twarze, twarzy",
        vehicle=(
            "pojazd, pojazdy, pojazdów, samochód, samochody, samochodów, auto, "
            "auta, aut, ciężarówka, ciężarówki, ciężarówek"
        ),
        animal="zwierzę, zwierzęta, zwierząt, pies, psy, psów, kot, koty, kotów",
        package=(
            "paczka, paczki, paczek, paczkę, przesyłka, przesyłki, przesyłek, "
            "dostawa, dostawy, dostaw"
        ),
        plate=(
            "tablica rejestracyjna, tablice rejestracyjne, tablic rejestracyjnych, "
            "rejestracja, rejestracje, rejestracji"
        ),
        line="przekroczenie linii, przekroczenia linii, przekroczeń linii",
        intrusion=(
            "wtargnięcie, wtargnięcia, wtargnięć, intruz, intruzi, intruzów, "
            "włamanie, włamania, włamań, włamywacz, włamywacze, włamywaczy"
        ),
        crowd="tłum, tłumy, tłumów",
        doorbell=(
            "dzwonek do drzwi, dzwonki do drzwi, dzwonków do drzwi, dzwonek, "
            "dzwonki, dzwonków"
        ),
        object="obiekt, obiekty, obiektów",
        network="sieć",
        recording="nagranie, nagrania, nagrań",
        snapshot="migawka, migawki, migawek",
        memory_card="karta pamięci",
    ),
    "pt": _words(
        motion="movimento, movimentos",
        sound="som, sons, barulho, barulhos, ruído, ruídos, áudio",
        person=(
            "pessoa, pessoas, gente, humano, humanos, alguém, visitante, "
            "visitantes, visita, visitas, pedestre, pedestres, homem, homens, "
            "mulher, mulheres"
        ),
        face="rosto, rostos, face, faces",
        vehicle=(
            "veículo, veículos, carro, carros, automóvel, automóveis, caminhão, "
            "caminhões"
        ),
        animal="animal, animais, cachorro, cachorros, cão, cães, gato, gatos",
        package="pacote, pacotes, encomenda, encomendas, entrega, entregas",
        plate="placa, placas, matrícula, matrículas",
        line="cruzamento de linha, cruzamentos de linha, cruzamento, cruzamentos",
        intrusion=(
            "intrusão, intrusões, intruso, intrusos, invasão, invasões, invasor, "
            "invasores, ladrão, ladrões"
        ),
        crowd="multidão, multidões, aglomeração, aglomerações",
        doorbell="campainha, campainhas, toque de campainha, toques de campainha",
        object="objeto, objetos",
        network="rede",
        recording="gravação, gravações",
        snapshot="instantâneo, instantâneos",
        memory_card="cartão de memória",
    ),
}
