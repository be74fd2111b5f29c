/** The classes of COCO, in the orders that networks use: sidecars name an order instead of writing it out. */

/** The 80 classes that have pictures, as most networks number them, from 0. */
export const COCO_80: readonly string[] = (
  "person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,stop sign,parking meter," +
  "bench,bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe,backpack,umbrella,handbag,tie,suitcase,frisbee," +
  "skis,snowboard,sports ball,kite,baseball bat,baseball glove,skateboard,surfboard,tennis racket,bottle,wine glass," +
  "cup,fork,knife,spoon,bowl,banana,apple,sandwich,orange,broccoli,carrot,hot dog,pizza,donut,cake,chair,couch," +
  "potted plant,bed,dining table,toilet,tv,laptop,mouse,remote,keyboard,cell phone,microwave,oven,toaster,sink," +
  "refrigerator,book,clock,vase,scissors,teddy bear,hair drier,toothbrush"
).split(",");

/** Numbers of COCO's list that have no pictures; 0 is the background. */
const EMPTY = new Set([0, 12, 26, 29, 30, 45, 66, 68, 69, 71, 83]);

/** The 91 numbers of COCO's own list, 0 to 90; empty words where there is no class. */
export const COCO_91: readonly string[] = Array.from({ length: 91 }, (_, at) =>
  EMPTY.has(at) ? "" : COCO_80[at - [...EMPTY].filter((empty) => empty < at).length]!,
);
