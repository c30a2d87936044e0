"""Given names that callers have, by which a name is told from other talk where nobody wrote it with capitals."""

from __future__ import annotations

from typing import Final

GIVEN_NAMES: Final = frozenset(
    """
    aaliyah aaron abby abdul abdullah abel abena abigail abraham ada adaeze adam addison adel adela adele adrian
    adriana adrienne agata agnes agnieszka ahmad ahmed aidan aiden aileen aisha akira alan alana albert alberto alec
    alejandra alejandro aleksander aleksandra alex alexa alexander alexandra alexandre alexis alfonso alfred alfredo
    ali alice alicia alina alisha alison aliyah allan allen allison alma alonzo alvin alyssa amal amalia amanda
    amara amelia amina amir amit amy ana anastasia anders andre andrea andreas andres andrew andrzej andy angela
    angelica angelina angelo angie anil anita anjali ann anna annabelle anne annette annie annika anthony antoine
    antoinette anton antonia antonio anwar anya apolonia aria ariana ariel arjun arlene armando arnold arthur arturo
    arun asha asher ashley ashok astrid aubrey audrey augustin aurora austin ava avery axel ayesha aziz bao barbara
    barry bart bartosz beata beatrice beatriz becca becky belinda bella ben benjamin bernadette bernard bernice bert
    bertha bessie beth bethany betsy bettina betty beverly bianca blake blanca bob bobby bogdan bonnie boris brad
    bradley brady brandi brandon breanna brenda brendan brent bret brett brian briana bridget brittany brooke bruce
    bruno bryan bryce caitlin caleb calvin camila camille cara carina carl carla carlo carlos carlton carly carmen
    carol carole carolina caroline carolyn carrie carson casey cassandra cassie catalina catherine cathleen cathy
    cecil cecilia cedric celeste celia cesar chad chandra chantal charlene charles charlie charlotte chelsea chen
    cheryl chiara chidi chinedu chloe chris christa christian christina christine christopher chuck cindy claire
    clara clarence clarissa claude claudia clayton clifford clint clinton clyde cody colette colin colleen concetta
    connie connor conrad consuelo cora corey corinne cornelia cornelius courtney craig cristian cristina curtis
    cynthia daisy dale damian damon dan dana daniel daniela daniele danielle danny dante daphne darius darla darlene
    darnell darrell darren daryl dave david davon dawid deanna deb debbie deborah debra deepak deirdre delia della
    delores demetrius denis denise dennis derek derrick deshawn desiree desmond devin devon dewayne diana diane
    diego dieter dimitri dina dinesh dirk dmitri dmitry dolores domenico dominic dominika dominique don donald donna
    donovan dora doreen doris dorothea dorothy doug douglas duane duc dustin dwayne dwight dylan earl ebony eddie
    edgar edith edmund edna eduardo edward edwin eileen elaine eleanor elena eleni eli eliana elias elijah elise
    eliza elizabeth ella ellen ellie elliot elliott ellis elmer elsa elsie elvira emanuel emil emilia emilio emily
    emma emmanuel enrico enrique enzo eric erica erich erik erika erin ernest ernesto ernie esmeralda esperanza
    esteban estelle esther ethan ethel etta eugene eugenia eunice eva evan evangeline eve evelyn ezra fabian fabio
    faisal farah farid fatima felicia felicity felipe felix ferdinand fernanda fernando filip fiona florence floyd
    frances francesca francesco francine francis francisco francois frank frankie franklin franz fred freda freddie
    frederick frida gabriel gabriela gabriella gail gareth garrett gary gavin genevieve geoff geoffrey george
    georgia georgina gerald geraldine gerard gerardo gertrude giang gianna gilbert gilberto gina gino giorgio
    giovanna giovanni gita giulia giuseppe gladys glen glenda glenn gloria gonzalo gordon grace graham greg gregory
    greta grigori guadalupe guillermo gunther gus gustavo gwen gwendolyn habib hadley hakim haley halina hamza hanh
    hank hanna hannah hans harold harriet harrison harry harvey hasan hassan hattie hazel heather hector heidi helen
    helena helga henrietta henry herbert herman hilda hiroshi hoang holly homer horace howard hubert hugh hugo
    hussein ian ibrahim ida ignacio igor ilse iman imani imran ines ingrid ioana ira irene irina irma irving isaac
    isabel isabella isabelle isaiah ismael ismail ivan ivana ivy jabari jack jackie jackson jaclyn jacob jacqueline
    jacques jada jaime jake jakub jamal james jamie jan jana jane janelle janet janice janine janusz jared jarrod
    jasmin jasmine jason jasper javier jay jayden jean jean-luc jeanette jeanne jeannie jeff jeffery jeffrey jen
    jenna jennie jennifer jenny jeremiah jeremy jermaine jerome jerry jesse jessica jessie ji-woo jill jim jimmy jo
    joan joanna joanne joao jocelyn jodi jody joe joel joelle joey johan johanna johannes john johnnie johnny jon
    jonah jonas jonathan jonathon joon jordan jorge jose josef josefina joseph josephine josh joshua josiah joyce
    juan juana juanita judah judith judy julia julian juliana julianna julianne julie juliet julio julius jung
    jurgen justin justine justyna jyoti kai kaitlyn kareem karen karim karin karina karl karla karolina karthik
    kasia katarzyna kate katherine kathleen kathryn kathy katie katrina katya kavita kay kayla keanu keisha keith
    kelley kelly kelsey ken kendra kenji kenneth kenny kent kenya kerry kevin khadija khalid kiara kim kimberly
    kiran kirk kirsten kofi krista kristen kristin kristina krystal krzysztof kurt kwame kyle kylie lakeisha lakshmi
    lamar lan lana lance larry latasha latonya latoya laura laurel lauren laurence laurie laverne lawrence layla lea
    leah leandro leanne lee leela leila leilani leland lena leo leon leona leonard leonardo leopold leroy leslie
    lester leticia levi lewis liam lien lila lillian lillie lily lin linda lindsay lindsey lionel lisa liz liza
    lizzie lloyd lois lola lonnie lora lorena lorenzo loretta lori lorraine lou louis louisa louise lourdes luca
    lucas lucia luciana luciano lucille lucinda lucy luigi luis luisa luka lukas lukasz luke lupe luther luz lydia
    lyle lynda lynn lynne mabel maciej mackenzie maddie madeleine madeline madison mae magda magdalena maggie
    mahmoud makoa malcolm malgorzata malik mandy manfred manoj manuel manuela marc marcel marcela marcia marcin
    marco marcos marcus margaret margarita margie margot maria mariah mariam marian mariana marianne maribel marie
    marilyn marina mario marion marisa marisol marissa marjorie mark marko markus marlene marsha marshall marta
    martha martin martina marvin mary mary-ann maryam mason mateo mateusz matt matteo matthew matthias maura maureen
    maurice mauricio max maxine maya mayumi megan mehdi mehmet mei melanie melinda melissa melvin meredith mia
    michael michaela michal micheal michel michele michelle miguel mikael mikayla mike mikhail mila mildred milena
    milton min-jun mina mindy minh miranda miriam mitchell moe mohamed mohammad mohammed moira mollie molly mona
    monica monika monique morgan moses muhammad muriel mustafa myra myrna myrtle nadezhda nadia nadine naomi nasir
    natalia natalie natasha nate nathan nathaniel neal ned neha neil nellie nelson nestor ngoc ngozi nguyet nia
    nicholas nick nicki nicola nicolas nicole nigel nikhil niki nikolai nina nisha noah noel noelle noemi nolan nora
    norma norman octavia oksana olaf oleg oleksandr olena olga oliver olivia ollie omar omari ophelia orlando oscar
    oskar otto owen pablo paige pamela paola paolo pat patricia patrick patsy patti patty paul paula paulette
    paulina pauline paulo pavel pawel pedro peggy penelope percy perry pete peter petra phil philip philippe phillip
    phoebe phuong phyllis pierre piotr polly pooja prakash preston priscilla priya quentin quinn rachel rachelle
    rafael rahul raj rajesh ralph ramesh ramon ramona randall randolph randy raphael raquel rashid raul ravi ray
    raymond rebecca reggie regina reginald rehana rekha rene renee reuben reza rhonda ricardo richard rick ricky
    rita rob robbie robert roberta roberto robin robyn rochelle rod roderick rodney rodrigo rogelio roger rohan
    roland rolando roman ron ronald ronda ronnie rosa rosalie rosalind rosalyn rosanne rose rosemarie rosemary rosie
    ross rowan roxanne roy ruben ruby rudolph rudy rufus rupert russell ruth ryan sabine sabrina sadie salma
    salvador salvatore sam samantha samir sammy samuel sana sandra sandy sanjay santiago santos saoirse sara sarah
    sasha saul savannah scott sean sebastian selena selma serena sergei sergey sergio seth shane shanice shannon
    sharon shaun shawn shawna sheila shelby sheldon shelly sheri sherman sherri sherry sheryl shirin shirley shreya
    siddharth sidney siegfried sierra silvia simon simone siobhan skylar sofia sonia sonja sonya soo-jin sophia
    sophie spencer stacey stacy stan stanislav stanislaw stanley stefan stefania stella stephan stephanie stephen
    sterling steve steven stewart stuart sue sunil suresh susan susana susanna susie suzanne svetlana sybil sydney
    sylvester sylvia tabitha tadeusz takashi tamara tameka tamika tammy tania tanya tara tariq tasha tatiana tatyana
    taylor ted teddy tendai teodor teodora terence teresa teri terrance terrence terri terry tessa thabo thea thelma
    theo theodore theresa thi thomas thuy tia tiffany tim timothy tina tobias todd tom tomas tomasz tommy toni tony
    tonya tracey traci tracy travis trent trevor tricia trisha tristan troy tyler tyrone ulrich ursula valentina
    valeria valerie vanessa vera vernon veronica vicki vickie vicky victor victoria vijay vikram vince vincent
    vincenzo viola violet virgil virginia vivian vivienne vladimir walter wanda warren wayne wei wendell wendy
    werner wesley whitney wiktor wilfred wilhelm willa willard william willie wilma winifred winston wojciech
    wolfgang xavier ximena yan yara yasmin yasmine yolanda yosef young-ho yuki yulia yuri yusuf yvette yvonne zach
    zachary zahra zainab zeinab zoe zofia
    """.split()
)
"""None that everyday talk has another use for: who is called Will or May is heard where a name was asked for."""
